#include "proto/registry/operator.h"

#include <algorithm>
#include <utility>

#include "base/core/hex.h"
#include "proto/json/json_writer.h"
#include "proto/registry/parties_json.h"
#include "proto/terms/bsn.h"

namespace vish::proto {
namespace {

constexpr std::size_t kMaxOperatornaam = 64;
constexpr std::size_t kFingerprintDigits = 64;

bool is_name_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }

bool is_server(std::string_view naam) {
  constexpr std::string_view kServer = "vishd";
  constexpr char kCase = 'a' ^ 'A';
  return std::ranges::equal(naam, kServer, [](char given, char own) { return (given | kCase) == own; });
}

std::optional<std::string> read_operatornaam(const StrictValue& value) {
  auto naam = read_free_text(value, 1, kMaxOperatornaam);
  if (naam && !is_operatornaam(*naam)) {
    value.refuse("pattern",
                 "Een naam begint met een letter, bestaat uit letters, cijfers, punten, - en _, en is niet vishd.");
  }
  return naam;
}

std::optional<Operatorrol> read_rol(const StrictValue& value) {
  const auto rol = value.choice<Operatorrol>();
  if (rol == Operatorrol::beheer) value.refuse("value", "De rol beheer wordt alleen in vishd.toml gegeven.");
  return rol;
}

std::optional<std::string> read_vingerafdruk(const StrictValue& value) {
  const auto text = value.string();
  if (!text) return std::nullopt;
  auto print = parse_vingerafdruk(*text);
  if (!print) value.refuse("pattern", "Geef de SHA-256 van het certificaat: 64 hexadecimale cijfers.");
  return print;
}

}  // namespace

bool is_operatornaam(std::string_view naam) {
  const auto fits = [](char letter) {
    return is_name_letter(letter) || (letter >= '0' && letter <= '9') || letter == '.' || letter == '-' ||
           letter == '_';
  };
  return !naam.empty() && naam.size() <= kMaxOperatornaam && is_name_letter(naam.front()) &&
         std::all_of(naam.begin(), naam.end(), fits) && !is_server(naam) && !holds_some_bsn(naam);
}

std::optional<Operator> read_operator(StrictObject& root, Tijdstip aangemaakt_op) {
  auto naam = read_operatornaam(root.required("naam"));
  const auto rol = read_rol(root.required("rol"));
  auto print = read_vingerafdruk(root.required("vingerafdruk"));
  if (!naam || !rol || !print) return std::nullopt;
  return Operator{*std::move(naam), *rol, *std::move(print), aangemaakt_op, std::nullopt};
}

std::optional<std::string> parse_vingerafdruk(std::string_view text) {
  std::string print;
  for (const char letter : text) {
    if (letter != ':') print += letter >= 'A' && letter <= 'F' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  if (!is_hex(print) || print.size() != kFingerprintDigits) return std::nullopt;
  return print;
}

Checked<Operator> operator_from_request(std::string_view body, Tijdstip now) {
  StrictDocument document(body);
  auto person = read_operator(document.root(), now);
  if (auto findings = document.close(); !findings.empty()) return findings;
  return *std::move(person);
}

nlohmann::ordered_json as_json(const Operator& person, Audience audience) {
  nlohmann::ordered_json json{
      {"naam", person.naam}, {"rol", to_text(person.rol)}, {"vingerafdruk", person.vingerafdruk}};
  if (audience == Audience::file) return json;
  json["aangemaaktOp"] = rfc3339(person.aangemaakt_op);
  if (person.beeindigd_op) json["beeindigdOp"] = rfc3339(*person.beeindigd_op);
  return json;
}

std::string to_record(const Operator& person) { return dump(as_json(person, Audience::storage)); }

std::optional<Operator> operator_from_record(std::string_view record) {
  StrictDocument document(record, StrictDocument::kUnlimited);
  auto& root = document.root();
  const auto aangemaakt_op = root.required("aangemaaktOp").tijdstip();
  const auto beeindigd_op = root.optional("beeindigdOp").tijdstip();
  auto person = read_operator(root, aangemaakt_op.value_or(Tijdstip()));
  if (!document.close().empty()) return std::nullopt;
  person->beeindigd_op = beeindigd_op;
  return person;
}

Checked<Operatorwijziging> operatorwijziging_from_request(std::string_view body) {
  StrictDocument document(body);
  auto& root = document.root();
  Operatorwijziging wijziging{.reden = read_reden(root.required("reden")).value_or(""),
                              .rol = read_rol(root.optional("rol")),
                              .vingerafdruk = read_vingerafdruk(root.optional("vingerafdruk"))};
  auto findings = document.close();
  if (findings.empty() && !wijziging.rol && !wijziging.vingerafdruk) {
    findings.push_back({"", "required", std::string(kNoChange)});
  }
  if (!findings.empty()) return findings;
  return wijziging;
}

void apply(const Operatorwijziging& wijziging, Operator& person) {
  if (wijziging.rol) person.rol = *wijziging.rol;
  if (wijziging.vingerafdruk) person.vingerafdruk = *wijziging.vingerafdruk;
}

}  // namespace vish::proto
