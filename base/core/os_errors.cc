#include "base/core/os_errors.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace vish {
namespace {

using Phrase = std::pair<std::errc, std::string_view>;

constexpr std::array kPhrases{
    Phrase{std::errc::no_such_file_or_directory, "bestaat niet"},
    Phrase{std::errc::file_exists, "bestaat al"},
    Phrase{std::errc::permission_denied, "geen toegang voor deze gebruiker"},
    Phrase{std::errc::operation_not_permitted, "niet toegestaan aan deze gebruiker"},
    Phrase{std::errc::is_a_directory, "is een map, geen bestand"},
    Phrase{std::errc::not_a_directory, "een deel van het pad is geen map"},
    Phrase{std::errc::directory_not_empty, "is niet leeg"},
    Phrase{std::errc::filename_too_long, "de naam is te lang"},
    Phrase{std::errc::no_space_on_device, "de schijf is vol"},
    Phrase{std::errc::read_only_file_system, "de schijf is alleen te lezen"},
    Phrase{std::errc::io_error, "de schijf is niet te lezen of te schrijven"},
    Phrase{std::errc::cross_device_link, "staat op een andere schijf"},
    Phrase{std::errc::device_or_resource_busy, "is in gebruik"},
    Phrase{std::errc::too_many_files_open, "er zijn te veel bestanden open"},
    Phrase{std::errc::address_in_use, "is al in gebruik door een ander programma"},
    Phrase{std::errc::address_not_available, "is geen adres van deze machine"},
    Phrase{std::errc::connection_refused, "daar luistert geen server"},
    Phrase{std::errc::connection_reset, "de server verbrak de verbinding"},
    Phrase{std::errc::broken_pipe, "de server verbrak de verbinding"},
    Phrase{std::errc::network_unreachable, "dit netwerk is niet te bereiken"},
    Phrase{std::errc::host_unreachable, "deze machine is niet te bereiken"},
    Phrase{std::errc::timed_out, "geen antwoord binnen de tijd"},
};

}  // namespace

std::string dutch_text(const std::error_code& code) {
  const auto found =
      std::find_if(kPhrases.begin(), kPhrases.end(), [&](const Phrase& phrase) { return code == phrase.first; });
  return found == kPhrases.end() ? code.message() : std::string(found->second);
}

}  // namespace vish
