#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vish::load {

struct Question {
  std::string_view request;   ///< as it goes over the wire
  std::string_view expected;  ///< a right answer holds this text
};

/// An endless round of questions.
class Questions {
 public:
  /// Reads a file with a question on each line: the text that its answer must
  /// hold, a tab, the JSON body. Each becomes a POST to `path`. Throws
  /// std::runtime_error if the file cannot be read, is empty or has another
  /// line.
  Questions(const std::filesystem::path& file, const std::string& path);

  /// Valid as long as this object.
  Question next();

 private:
  struct Place {
    std::size_t begin;  ///< in text_: what is expected, then the request
    std::uint32_t expected_size;
    std::uint32_t request_size;
  };

  std::string text_;  ///< one block: there may be hundreds of thousands of questions
  std::vector<Place> places_;
  std::size_t position_ = 0;
};

}  // namespace vish::load
