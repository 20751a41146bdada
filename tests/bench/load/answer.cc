#include "load/answer.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace vish::load {

namespace {

constexpr std::string_view kVersion = "HTTP/1.1 ";
constexpr std::string_view kLength = "\r\ncontent-length: ";
constexpr std::string_view kHeadEnd = "\r\n\r\n";

template <class T>
T number_at(std::string_view text) {
  T value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc()) {
    throw std::runtime_error("answer with a number that is none");
  }
  return value;
}

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

std::size_t content_length(std::string_view head) {
  const auto found = std::search(head.begin(), head.end(), kLength.begin(), kLength.end(),
                                 [](char given, char wanted) { return lower(given) == wanted; });
  if (found == head.end()) throw std::runtime_error("answer without Content-Length");
  return number_at<std::size_t>({found + kLength.size(), head.end()});
}

}  // namespace

std::optional<Answer> parse_answer(std::string_view bytes) {
  if (!bytes.starts_with(kVersion.substr(0, bytes.size()))) throw std::runtime_error("answer is no HTTP/1.1");
  const auto end = bytes.find(kHeadEnd);
  if (end == std::string_view::npos) return std::nullopt;
  const auto head = bytes.substr(0, end + kHeadEnd.size());
  const auto body = bytes.substr(head.size());
  const auto length = content_length(head);
  if (body.size() > length) throw std::runtime_error("more bytes than one answer");
  if (body.size() < length) return std::nullopt;
  return Answer{number_at<unsigned>(head.substr(kVersion.size())), body};
}

}  // namespace vish::load
