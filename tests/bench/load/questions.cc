#include "load/questions.h"

#include <fstream>
#include <stdexcept>
#include <string_view>

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
    questions_.push_back({request_of(std::string_view(line).substr(tab + 1), path), line.substr(0, tab)});
  }
  if (questions_.empty()) throw std::runtime_error("no questions in " + file.string());
}

const Question& Questions::next() {
  const auto& question = questions_[position_];
  position_ = (position_ + 1) % questions_.size();
  return question;
}

}  // namespace vish::load
