#include "load/questions.h"

#include <fstream>
#include <stdexcept>

namespace vish::load {

namespace {

std::string request_of(std::string_view body, const std::string& path) {
  std::string request = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
  request.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  return request;
}

}  // namespace

Questions::Questions(const std::filesystem::path& file, const std::string& path) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) throw std::runtime_error("a line of " + file.string() + " has no tab");
    const auto request = request_of(std::string_view(line).substr(tab + 1), path);
    places_.push_back({text_.size(), static_cast<std::uint32_t>(tab), static_cast<std::uint32_t>(request.size())});
    text_.append(line, 0, tab).append(request);
  }
  if (places_.empty()) throw std::runtime_error("no questions in " + file.string());
}

Question Questions::next() {
  const auto& place = places_[position_];
  position_ = (position_ + 1) % places_.size();
  const std::string_view both(text_.data() + place.begin, place.expected_size + place.request_size);
  return {both.substr(place.expected_size), both.substr(0, place.expected_size)};
}

}  // namespace vish::load
