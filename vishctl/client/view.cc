#include "vishctl/client/view.h"

#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include "base/calendar/datum.h"
#include "base/calendar/nederlands.h"

namespace vish::vishctl {

namespace {

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "ja" : "nee";
  if (value.is_null()) return "";
  if (!value.is_array()) return value.dump();
  std::string text;
  for (const auto& element : value) text += (text.empty() ? "" : ", ") + text_of(element);
  return text;
}

/// Whether a property holds a moment, by its name; a property that holds a day ends in datum.
bool names_moment(std::string_view pointer) {
  return pointer.ends_with("Op") || pointer.ends_with("inds") || pointer.ends_with("/tijdstip");
}

std::string text_at(const Json& resource, const Field& field) {
  const Json::json_pointer pointer{std::string(field.pointer)};
  if (!resource.contains(pointer)) return "";
  const auto text = text_of(resource.at(pointer));
  const auto moment = names_moment(field.pointer) ? parse_tijdstip(text) : std::nullopt;
  return moment ? datum_en_tijd(*moment) : text;
}

Table table_of(const Json& resources, std::span<const Field> columns) {
  std::vector<Heading> headings;
  for (const auto& column : columns) headings.push_back({std::string(column.title), column.align});
  Table table(std::move(headings));
  for (const auto& resource : resources) {
    std::vector<std::string> cells;
    for (const auto& column : columns) cells.push_back(text_at(resource, column));
    table.add(std::move(cells));
  }
  return table;
}

std::string notes(const Json& resources, const View& view) {
  std::string text;
  if (view.note == nullptr) return text;
  for (const auto& resource : resources) {
    std::istringstream lines(view.note(resource));
    for (std::string line; std::getline(lines, line);) text += printable(line) + "\n";
  }
  return text.empty() ? text : "\n" + text;
}

}  // namespace

std::string show_list(const Json& answer, const View& view) {
  const auto table = table_of(answer.value(std::string(view.list), Json::array()), view.columns);
  if (table.empty()) return std::string(view.none) + "\n";
  const auto text = table.text() + notes(answer.at(std::string(view.list)), view);
  if (!answer.contains("volgende")) return text;
  return text + "Er is meer: --na " + printable(text_of(answer.at("volgende"))) + "\n";
}

std::string show_one(const Json& resource, const View& view) {
  std::vector<std::pair<std::string, std::string>> facts;
  for (const auto& fact : view.facts) facts.emplace_back(fact.title, text_at(resource, fact));
  const auto table = table_of(resource.value(std::string(view.table), Json::array()), view.table_columns);
  return aligned_facts(facts) + (table.empty() ? "" : "\n" + table.text()) + notes(Json::array({resource}), view);
}

}  // namespace vish::vishctl
