#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace vish::load {

struct Question {
  std::string request;   ///< as it goes over the wire
  std::string expected;  ///< a right answer holds this text
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
  const Question& next();

 private:
  std::vector<Question> questions_;
  std::size_t position_ = 0;
};

}  // namespace vish::load
