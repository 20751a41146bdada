#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace vish::proto {

/// An organisatie-identificatienummer: 20 positions, letters possible.
/// Compared whole; nothing is derived from a part of it (Logius, OIN), but for
/// is_test() and the KvK number of a creditor, kvk_nummer_in().
class Oin {
 public:
  static constexpr std::size_t kLength = 20;
  /// Accepts exactly 20 ASCII letters or digits; otherwise nothing.
  static std::optional<Oin> parse(std::string_view text);
  const std::string& text() const { return text_; }
  /// Whether it is one for tests: those begin with 00000099.
  bool is_test() const { return text_.starts_with("00000099"); }
  auto operator<=>(const Oin&) const = default;

 private:
  explicit Oin(std::string_view text) : text_(text) {}
  std::string text_;
};

/// The name of an aansluiting, for instance GM0344-SHV: 3 to 32 capitals,
/// digits and inner hyphens.
class Aansluitcode {
 public:
  static constexpr std::size_t kMinLength = 3;
  static constexpr std::size_t kMaxLength = 32;
  static std::optional<Aansluitcode> parse(std::string_view text);
  const std::string& text() const { return text_; }
  auto operator<=>(const Aansluitcode&) const = default;

 private:
  explicit Aansluitcode(std::string_view text) : text_(text) {}
  std::string text_;
};

/// A KvK number: eight digits.
class KvkNummer {
 public:
  static constexpr std::size_t kLength = 8;
  static std::optional<KvkNummer> parse(std::string_view text);
  const std::string& text() const { return text_; }
  auto operator<=>(const KvkNummer&) const = default;

 private:
  explicit KvkNummer(std::string_view text) : text_(text) {}
  std::string text_;
};

/// The KvK number on which the OIN is built, `00000003` ‖ KvK number ‖ `0000`:
/// both name one creditor (product rules: the match). Nothing for any other OIN.
std::optional<KvkNummer> kvk_nummer_in(const Oin& oin);

}  // namespace vish::proto
