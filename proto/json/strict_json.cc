#include "proto/json/strict_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/core/utf8.h"
#include "proto/terms/signs.h"

namespace vish::proto {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxPropertyName = 40;
constexpr std::ptrdiff_t kMaxShownDigits = 7;

bool is_figure(char c) { return c >= '0' && c <= '9'; }

bool is_name_character(char c) {
  return is_figure(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

/// Returns a property name from the outside in a form that may be repeated.
std::string shown(std::string_view name) {
  if (name.empty() || std::count_if(name.begin(), name.end(), is_figure) > kMaxShownDigits) return "(onbekend)";
  std::string result(name.substr(0, kMaxPropertyName));
  std::replace_if(
      result.begin(), result.end(), [](char c) { return !is_name_character(c); }, '?');
  return result;
}

std::string member_name(const std::string& object, std::string_view member) {
  return object.empty() ? std::string(member) : object + "." + std::string(member);
}

std::string element_name(const std::string& array, std::size_t index) {
  return array + "[" + std::to_string(index) + "]";
}

/// Whether the text holds bytes that the parser would pass over: a byte order mark, or a byte 0, which the parser takes
/// for the end.
bool hides_from_parser(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") || text.find('\0') != std::string_view::npos;
}

}  // namespace

/// Builds the value from the events of the parser, and sees doubled names and deep nesting, which the library itself
/// would silently accept.
class StrictDocument::Builder final : public nlohmann::json_sax<json> {
 public:
  explicit Builder(StrictDocument& document) : document_(document) { open_.reserve(kMaxDepth); }

  bool too_deep() const { return too_deep_; }
  json take() { return std::move(root_); }

  bool null() override { return put(nullptr) != nullptr; }
  bool boolean(bool value) override { return put(value) != nullptr; }
  bool number_integer(std::int64_t value) override {
    // The parser reports every number with a minus sign here, also -0.
    return (value < 0 ? put(value) : put(static_cast<std::uint64_t>(value))) != nullptr;
  }
  bool number_unsigned(std::uint64_t value) override { return put(value) != nullptr; }
  bool number_float(double value, const std::string&) override { return put(value) != nullptr; }
  bool string(std::string& value) override { return put(std::move(value)) != nullptr; }
  bool binary(json::binary_t&) override { return false; }
  bool start_object(std::size_t) override { return enter(json::object()); }
  bool end_object() override { return leave(); }
  bool start_array(std::size_t) override { return enter(json::array()); }
  bool end_array() override { return leave(); }
  bool parse_error(std::size_t, const std::string&, const json::exception&) override { return false; }

  bool key(std::string& name) override {
    auto& members = open_.back().value->get_ref<json::object_t&>();
    const auto [member, fresh] = members.try_emplace(std::move(name));
    open_.back().member = &*member;
    if (!fresh) document_.report(place(), "value", "Deze eigenschap komt meer dan eens voor.");
    return true;
  }

 private:
  struct Level {
    json* value;
    json::object_t::value_type* member = nullptr;  ///< of an object: the one that comes next or came last
  };

  /// Returns the place of the parser in the document; only a finding needs it.
  std::string place() const {
    std::string name;
    for (const auto& level : open_) {
      if (level.value->is_object()) {
        name = member_name(name, shown(level.member->first));
      } else {
        name = element_name(name, level.value->size() - 1);
      }
    }
    return name;
  }

  json* put(json value) {
    if (open_.empty()) return &(root_ = std::move(value));
    auto& level = open_.back();
    if (level.value->is_object()) return &(level.member->second = std::move(value));
    level.value->push_back(std::move(value));
    return &level.value->back();
  }

  bool enter(json empty) {
    too_deep_ = open_.size() == kMaxDepth;
    if (too_deep_) return false;
    open_.push_back({put(std::move(empty))});
    return true;
  }

  bool leave() {
    open_.pop_back();
    return true;
  }

  StrictDocument& document_;
  json root_;
  std::vector<Level> open_;
  bool too_deep_ = false;
};

StrictDocument::StrictDocument(std::string_view text, std::size_t max_bytes) : is_request_(max_bytes != kUnlimited) {
  if (text.size() > max_bytes) {
    report({}, "maxLength", "De inhoud is groter dan " + std::to_string(max_bytes) + " bytes.");
    return;
  }
  Builder builder(*this);
  if (!hides_from_parser(text) && json::sax_parse(text, &builder)) {
    value_ = std::make_unique<json>(builder.take());
    return;
  }
  findings_.clear();
  report({}, "json", builder.too_deep() ? "De JSON is te diep genest." : "De inhoud is geen geldige JSON in UTF-8.");
}

StrictDocument::~StrictDocument() = default;

StrictObject& StrictDocument::root() { return StrictValue(*this, value_.get()).object(); }

std::vector<InvalidParam> StrictDocument::close() {
  for (const auto& object : opened_) {
    if (object.object_ == nullptr) continue;
    for (const auto& [name, value] : object.object_->get_ref<const json::object_t&>()) {
      if (std::find(object.asked_.begin(), object.asked_.end(), name) != object.asked_.end()) continue;
      report(member_name(object.name_, shown(name)), "unknownParam", "Deze eigenschap is onbekend.");
    }
  }
  return std::move(findings_);
}

void StrictDocument::report(std::string name, std::string_view code, std::string_view reason) {
  if (findings_.size() == kMaxFindings) return;
  findings_.push_back({std::move(name), std::string(code), std::string(reason)});
}

StrictObject& StrictDocument::open(const json* object, std::string name) {
  opened_.push_back(StrictObject(*this, object, std::move(name)));
  return opened_.back();
}

StrictObject::StrictObject(StrictDocument& document, const json* object, std::string name)
    : document_(&document), object_(object), name_(std::move(name)) {}

StrictValue StrictObject::required(std::string_view name) {
  auto value = optional(name);
  if (object_ != nullptr && !value.present()) value.refuse("required", "Deze eigenschap is verplicht.");
  return value;
}

StrictValue StrictObject::optional(std::string_view name) {
  if (object_ != nullptr) {
    const auto found = object_->find(name);
    if (found != object_->end()) {
      asked_.push_back(found.key());
      return {*document_, &*found, this, found.key()};
    }
  }
  return {*document_, nullptr, this, name};
}

std::vector<std::string> StrictObject::names() const {
  std::vector<std::string> result;
  if (object_ == nullptr) return result;
  for (const auto& member : object_->items()) result.push_back(member.key());
  return result;
}

std::string StrictValue::name() const {
  if (owner_ == nullptr) return {};
  auto name = member_name(owner_->name_, member_);
  return element_ == kNoElement ? name : element_name(name, element_);
}

bool StrictValue::empty() const { return !present() || (value_->is_structured() && value_->empty()); }

std::optional<std::string> StrictValue::string() const {
  if (!present()) return std::nullopt;
  if (value_->is_string()) return value_->get_ref<const std::string&>();
  refuse("type", "Deze waarde moet een tekst zijn.");
  return std::nullopt;
}

std::optional<std::string> StrictValue::text(std::size_t min, std::size_t max) const {
  auto result = string();
  if (!result) return std::nullopt;
  const auto length = utf8_length(*result);
  if (length < min) {
    refuse("minLength", "Deze tekst moet minstens " + std::to_string(min) + " tekens lang zijn.");
  } else if (length > max) {
    refuse("maxLength", "Deze tekst mag hoogstens " + std::to_string(max) + " tekens lang zijn.");
  } else if (holds_control_character(*result)) {
    refuse("pattern", "Deze tekst mag geen besturingstekens bevatten.");
  } else if (const auto hidden = document_->is_request_ ? find_hidden(*result) : std::nullopt) {
    refuse("pattern", "Deze tekst mag geen verborgen tekens bevatten, zoals " + sign_name(*hidden) + ".");
  } else if (length > 0 && result->find_first_not_of(' ') == std::string::npos) {
    refuse("pattern", "Deze tekst mag niet alleen uit spaties bestaan.");
  } else {
    return result;
  }
  return std::nullopt;
}

std::optional<bool> StrictValue::boolean() const {
  if (!present()) return std::nullopt;
  if (value_->is_boolean()) return value_->get<bool>();
  refuse("type", "Deze waarde moet true of false zijn.");
  return std::nullopt;
}

std::optional<std::uint64_t> StrictValue::number(std::uint64_t max) const {
  if (!present()) return std::nullopt;
  if (!value_->is_number_integer()) {
    refuse("type", "Deze waarde moet een geheel getal zijn.");
  } else if (!value_->is_number_unsigned() || value_->get<std::uint64_t>() > max) {
    refuse("value", "Deze waarde moet van 0 tot en met " + std::to_string(max) + " zijn.");
  } else {
    return value_->get<std::uint64_t>();
  }
  return std::nullopt;
}

std::optional<Datum> StrictValue::datum() const {
  return converted(Datum::parse_iso, "pattern", "Geef een bestaande datum als jjjj-mm-dd.");
}

std::optional<Tijdstip> StrictValue::tijdstip() const {
  return converted(parse_tijdstip, "pattern", "Geef een tijdstip volgens RFC 3339.");
}

std::vector<StrictValue> StrictValue::list(std::size_t min, std::size_t max) const {
  std::vector<StrictValue> result;
  if (!present()) return result;
  if (!value_->is_array()) {
    refuse("type", "Deze waarde moet een lijst zijn.");
  } else if (value_->size() < min) {
    refuse("minItems", "Deze lijst moet minstens " + std::to_string(min) + " waarden bevatten.");
  } else if (value_->size() > max) {
    refuse("maxItems", "Deze lijst mag hoogstens " + std::to_string(max) + " waarden bevatten.");
  } else {
    for (const auto& element : *value_) result.push_back({*document_, &element, owner_, member_, result.size()});
  }
  return result;
}

StrictObject& StrictValue::object() const {
  if (present() && !value_->is_object()) refuse("type", "Deze waarde moet een object zijn.");
  return document_->open(present() && value_->is_object() ? value_ : nullptr, name());
}

void StrictValue::refuse(std::string_view code, std::string_view reason) const {
  document_->report(name(), code, reason);
}

}  // namespace vish::proto
