#include "server/message/framing.h"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address_v6.hpp>
#include <boost/beast/core/string.hpp>
#include <iterator>
#include <string>
#include <utility>

namespace vish::server {

namespace {

using Defect = std::optional<std::string_view>;

constexpr std::string_view kLineEnd = "\r\n";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_number(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

/// Whether a text is empty or the number of a port.
bool is_port(std::string_view text) {
  constexpr std::size_t kLongest = 5;
  constexpr int kHighest = 65535;
  if (text.empty()) return true;
  return text.size() <= kLongest && is_number(text) && std::stoi(std::string(text)) <= kHighest;
}

bool is_in_name(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_' ||
         c == '~';
}

bool is_name(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_in_name); }

bool is_ipv6(std::string_view text) {
  boost::system::error_code failed;
  boost::asio::ip::make_address_v6(std::string(text), failed);
  return !failed && text.find('%') == std::string_view::npos;
}

Defect host_defect(const http::fields& headers, unsigned version) {
  const auto [begin, end] = headers.equal_range(http::field::host);
  if (begin == end) return version < 11 ? Defect() : "De koptekst Host ontbreekt.";
  if (std::next(begin) != end) return "De koptekst Host mag er maar een keer staan.";
  const auto value = begin->value();
  if (is_server({value.data(), value.size()})) return std::nullopt;
  return "De koptekst Host noemt geen server: geef een naam of adres, met eventueel een poort.";
}

Defect length_defect(const http::fields& headers) {
  const auto [begin, end] = headers.equal_range(http::field::content_length);
  if (begin == end) return std::nullopt;
  const auto value = begin->value();
  if (std::next(begin) == end && is_number({value.data(), value.size()})) return std::nullopt;
  return "De koptekst Content-Length moet een enkel getal zijn.";
}

Defect framing_defect(const http::fields& headers, unsigned version) {
  const auto [begin, end] = headers.equal_range(http::field::transfer_encoding);
  if (begin == end) return length_defect(headers);
  if (headers.count(http::field::content_length) > 0) return "Content-Length en Transfer-Encoding gaan niet samen.";
  if (version < 11) return "HTTP/1.0 kent geen Transfer-Encoding.";
  if (std::next(begin) == end && boost::beast::iequals(begin->value(), "chunked")) return std::nullopt;
  return "Transfer-Encoding kan hier alleen chunked zijn.";
}

/// Says which of the headers that hold one value has two that differ.
Defect double_defect(const http::fields& headers) {
  constexpr std::array<std::pair<http::field, std::string_view>, 3> kSingle{
      {{http::field::content_type, "De koptekst Content-Type staat er twee keer, met verschillende waarden."},
       {http::field::content_range, "De koptekst Content-Range staat er twee keer, met verschillende waarden."},
       {http::field::authorization, "De koptekst Authorization staat er twee keer, met verschillende waarden."}}};
  for (const auto& [name, defect] : kSingle) {
    const auto [begin, end] = headers.equal_range(name);
    if (std::any_of(begin, end, [first = begin](const auto& line) { return line.value() != first->value(); })) {
      return defect;
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_server(std::string_view text) {
  if (text.starts_with('[')) {
    const auto end = std::min(text.find(']'), text.size());
    const auto rest = text.substr(std::min(end + 1, text.size()));
    return end < text.size() && is_ipv6(text.substr(1, end - 1)) &&
           (rest.empty() || (rest.front() == ':' && is_port(rest.substr(1))));
  }
  const auto colon = std::min(text.find(':'), text.size());
  return is_name(text.substr(0, colon)) && is_port(text.substr(std::min(colon + 1, text.size())));
}

std::optional<std::string_view> head_defect(const http::fields& headers, unsigned version) {
  if (const auto defect = host_defect(headers, version)) return defect;
  if (const auto defect = framing_defect(headers, version)) return defect;
  return double_defect(headers);
}

std::size_t empty_lines(std::string_view text) {
  std::size_t length = 0;
  while (text.substr(length).starts_with(kLineEnd)) length += kLineEnd.size();
  return length;
}

}  // namespace vish::server
