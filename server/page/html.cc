#include "server/page/html.h"

namespace vish::server {
namespace {

std::string_view escaped(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    const auto replacement = escaped(c);
    replacement.empty() ? out.append(1, c) : out.append(replacement);
  }
}

}  // namespace

Html::Html(std::string_view text) { append_escaped(markup_, text); }

Html& Html::operator+=(const Html& next) {
  markup_ += next.markup_;
  return *this;
}

Element::Element(Name name, Attributes attributes) : name_(name) {
  auto& out = html_.markup_;
  out.append("<").append(name.text());
  for (const auto& attribute : attributes) {
    out.append(" ").append(attribute.name.text()).append("=\"");
    append_escaped(out, attribute.value);
    out.append("\"");
  }
  out.append(">");
}

Html Element::close() && {
  html_.markup_.append("</").append(name_.text()).append(">");
  return std::move(html_);
}

std::string document(const Html& root) { return "<!DOCTYPE html>\n" + root.markup() + "\n"; }

}  // namespace vish::server
