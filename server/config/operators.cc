#include "server/config/operators.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "proto/registry/operator.h"

namespace vish::server {

namespace {

/// Returns a required text; adds a mistake when there is none.
std::string text_of(const toml::table& table, std::string_view key, Mistakes& mistakes) {
  const auto text = table[key].value_exact<std::string>().value_or("");
  if (text.empty()) {
    mistakes.add(
        table, "operator." + std::string(key),
        key == "naam" ? "moet een naam zijn: een letter, en dan letters, cijfers, punten, - en _" : "moet tekst zijn");
  }
  return text;
}

void refuse_unknown_keys(const toml::table& table, Mistakes& mistakes) {
  for (const auto& [key, value] : table) {
    if (key.str() == "naam" || key.str() == "rol" || key.str() == "vingerafdruk") continue;
    mistakes.add(value, "operator." + std::string(key.str()), "is geen bekende instelling");
  }
}

std::optional<Operator> read_operator(const toml::table& table, Mistakes& mistakes) {
  refuse_unknown_keys(table, mistakes);
  auto naam = text_of(table, "naam", mistakes);
  if (!naam.empty() && !proto::is_operatornaam(naam)) {
    mistakes.add(
        *table.get("naam"), "operator.naam",
        "moet met een letter beginnen en bestaan uit hoogstens 64 letters, cijfers, punten, - en _; vishd is de "
        "server zelf");
  }
  const auto rol_text = text_of(table, "rol", mistakes);
  const auto print_text = text_of(table, "vingerafdruk", mistakes);
  const auto rol = proto::from_text<proto::Operatorrol>(rol_text);
  auto print = proto::parse_vingerafdruk(print_text);
  if (!rol_text.empty() && !rol) {
    mistakes.add(*table.get("rol"), "operator.rol", "moet beheer, privacy of auditor zijn");
  }
  if (!print_text.empty() && !print) {
    mistakes.add(*table.get("vingerafdruk"), "operator.vingerafdruk",
                 "moet de SHA-256 van het certificaat zijn: 64 hexadecimale cijfers, dubbele punten mogen");
  }
  if (naam.empty() || !rol || !print) return std::nullopt;
  return Operator{std::move(naam), *rol, *std::move(print)};
}

/// Returns what a name looks like: capitals count as small letters, and signs that many fonts draw alike as one.
std::string look_of(std::string_view naam) {
  std::string look;
  for (const char letter : naam) {
    const char small = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    look += small == '0' ? 'o' : small == '1' || small == 'i' ? 'l' : small;
  }
  return look;
}

void add_unique(std::vector<Operator>& operators, Operator added, const toml::node& node, Mistakes& mistakes) {
  const auto same_name = [&](const Operator& other) { return other.naam == added.naam; };
  const auto same_print = [&](const Operator& other) { return other.vingerafdruk == added.vingerafdruk; };
  if (std::ranges::any_of(operators, same_name)) mistakes.add(node, "operator.naam", "komt twee keer voor");
  if (std::ranges::any_of(operators, same_print)) mistakes.add(node, "operator.vingerafdruk", "komt twee keer voor");
  operators.push_back(std::move(added));
}

/// Demands an operator with role beheer: without one nobody could change anything, nor make vishd read this file again.
void require_beheer(const std::vector<Operator>& operators, const toml::node& node, Mistakes& mistakes) {
  if (std::ranges::find(operators, proto::Operatorrol::beheer, &Operator::rol) != operators.end()) return;
  mistakes.add(node, "operator.rol", "moet bij minstens één [[operator]] beheer zijn");
}

}  // namespace

std::vector<Operator> read_operators(const toml::table& document, Mistakes& mistakes) {
  std::vector<Operator> operators;
  const auto* node = document.get(kOperatorSection);
  if (node == nullptr) {
    mistakes.add(kOperatorSection, "ontbreekt: minstens één [[operator]] is nodig");
  } else if (const auto* array = node->as_array(); array == nullptr || !array->is_homogeneous<toml::table>()) {
    mistakes.add(*node, kOperatorSection, "moet als [[operator]] geschreven zijn");
  } else {
    for (const auto& element : *array) {
      auto added = read_operator(*element.as_table(), mistakes);
      if (added) add_unique(operators, *std::move(added), element, mistakes);
    }
    if (operators.size() == array->size()) require_beheer(operators, *node, mistakes);
  }
  return operators;
}

void remark_alike_names(const toml::table& document, Mistakes& remarks) {
  const auto* array = document[kOperatorSection].as_array();
  if (array == nullptr) return;
  std::map<std::string, std::string> by_look;
  for (const auto& element : *array) {
    const auto naam = toml::node_view(element)["naam"].value_or(std::string());
    const auto [other, is_first] = by_look.emplace(look_of(naam), naam);
    if (is_first) continue;
    remarks.add(element, "operator.naam", naam + " lijkt sterk op " + other->second + ": wie leest ziet één persoon");
  }
}

}  // namespace vish::server
