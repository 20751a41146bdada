#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace vish::proto {

/// An organisatie-identificatienummer (OIN) has 20 positions and may hold letters. It is compared whole, and nothing is
/// derived from a part of it (Logius), with two exceptions: is_test(), and kvk_nummer_in() for a creditor.
class Oin {
 public:
  static constexpr std::size_t kLength = 20;
  /// Reads exactly 20 ASCII letters or digits, and returns nothing for any other text.
  static std::optional<Oin> parse(std::string_view text);
  const std::string& text() const { return text_; }
  /// Whether this is a test OIN, which begins with 00000099.
  bool is_test() const { return text_.starts_with("00000099"); }
  auto operator<=>(const Oin&) const = default;

 private:
  explicit Oin(std::string_view text) : text_(text) {}
  std::string text_;
};

/// The name of an aansluiting, for instance GM0344-SHV: 3 to 32 capitals, digits and inner hyphens.
class Aansluitcode {
 public:
  static constexpr std::size_t kMinLength = 3;
  static constexpr std::size_t kMaxLength = 32;
  /// Reads an aansluitcode, and returns nothing for any other text.
  static std::optional<Aansluitcode> parse(std::string_view text);
  const std::string& text() const { return text_; }
  auto operator<=>(const Aansluitcode&) const = default;

 private:
  explicit Aansluitcode(std::string_view text) : text_(text) {}
  std::string text_;
};

/// A KvK number of eight digits.
class KvkNummer {
 public:
  static constexpr std::size_t kLength = 8;
  /// Reads exactly eight ASCII digits, and returns nothing for any other text.
  static std::optional<KvkNummer> parse(std::string_view text);
  const std::string& text() const { return text_; }
  auto operator<=>(const KvkNummer&) const = default;

 private:
  explicit KvkNummer(std::string_view text) : text_(text) {}
  std::string text_;
};

/// Returns the KvK number on which an OIN is built (`00000003` ‖ KvK number ‖ `0000`); both name one creditor (product
/// rules: the match). Nothing for any other OIN.
std::optional<KvkNummer> kvk_nummer_in(const Oin& oin);

}  // namespace vish::proto
