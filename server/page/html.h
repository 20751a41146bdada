#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace vish::server {

/// A piece of HTML. Text becomes HTML by being escaped, and elements are the only other way in: no text of a registry
/// or an operator can become markup.
class Html {
 public:
  Html() = default;
  // These are implicit, so that text stands in the place of an element.
  Html(std::string_view text);
  Html(const std::string& text) : Html(std::string_view(text)) {}
  Html(const char* text) : Html(std::string_view(text)) {}

  Html& operator+=(const Html& next);
  const std::string& markup() const { return markup_; }

 private:
  friend class Element;
  std::string markup_;
};

/// A name of an element or attribute: a literal, known when it is compiled.
class Name {
 public:
  template <std::size_t Size>
  consteval Name(const char (&text)[Size]) : text_(text, Size - 1) {}
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// An attribute of an element.
struct Attribute {
  Name name;
  std::string value;  ///< escaped when it is written
};
/// The attributes of one element.
using Attributes = std::initializer_list<Attribute>;

/// An element under way: it takes children until close() makes it HTML.
class Element {
 public:
  Element(Name name, Attributes attributes);
  void add(const Html& child) { html_ += child; }
  Html close() &&;
  /// Returns an element that has neither content nor an end: meta, link.
  Html as_void() && { return std::move(html_); }

 private:
  Name name_;
  Html html_;
};

/// Makes an element around its parts, in order.
template <class... Parts>
Html element(Name name, Attributes attributes, const Parts&... parts) {
  Element result(name, attributes);
  (result.add(parts), ...);
  return std::move(result).close();
}
inline Html void_element(Name name, Attributes attributes) { return Element(name, attributes).as_void(); }

/// Returns the text of a whole document.
std::string document(const Html& root);

}  // namespace vish::server
