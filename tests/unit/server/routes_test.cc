#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "proto/contracts/openapi.h"
#include "server/beheer/beheer_routes.h"
#include "server/data/data_routes.h"
#include "server/message/route.h"
#include "server/observe/observe_routes.h"
#include "server/page/page_routes.h"

namespace vish::server {
namespace {

using nlohmann::json;

/// What is true of routes, a sentence each: comparing them names what is missing.
using Sentences = std::set<std::string>;

constexpr std::string_view kBase = "/v1";

std::string name_of(const Route& route) {
  const auto method = http::to_string(route.method);
  return std::string(method.data(), method.size()) + " " + route.pattern;
}

std::string described(const Parameter& parameter) {
  switch (parameter.kind) {
    case Parameter::Kind::word:
      return "a word";
    case Parameter::Kind::search:
      return "a text of 1 to 256";
    case Parameter::Kind::uuid:
      return "a uuid";
    case Parameter::Kind::number:
      return "a number from " + std::to_string(parameter.least) +
             (parameter.most == Parameter::kNoMost ? "" : " to " + std::to_string(parameter.most));
    case Parameter::Kind::flag:
      return "true or false";
    case Parameter::Kind::periode:
      return "a day or a moment";
  }
  return "";
}

void add_sentences(const Route& route, Sentences& all) {
  const auto say = [&, name = name_of(route)](const std::string& what) { all.insert(name + " " + what); };
  say(route.who == Who::anyone ? "is for anyone" : "is for who has a certificate");
  for (const auto& parameter : route.terms.query) {
    say("takes the parameter " + std::string(parameter.name) + ", " + described(parameter));
  }
  if (!route.terms.takes.empty()) say("takes a body of " + std::string(route.terms.takes));
  for (const auto offer : route.terms.offers) say("answers in " + std::string(offer));
  for (const auto status : route.terms.answers) say("answers with " + std::to_string(status));
  for (const auto code : refusals(route)) say("refuses with " + std::to_string(proto::foutsoort(code).status));
}

Sentences sentences(const Routes& routes) {
  Sentences all;
  for (const auto& route : routes) add_sentences(route, all);
  return all;
}

class Contract {
 public:
  explicit Contract(std::string_view text) : document_(json::parse(text)) {}

  Sentences sentences() const {
    Sentences all;
    for (const auto& [path, item] : document_.at("paths").items()) {
      for (const auto& [method, operation] : item.items()) {
        if (method == "parameters") continue;
        auto name = method;
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        name.append(" ").append(kBase).append(path);
        add_operation(name, operation, all);
        add_parameters(name, item.value("parameters", json::array()), all);
      }
    }
    return all;
  }

 private:
  const json& resolved(const json& node) const {
    if (!node.contains("$ref")) return node;
    const auto place = node.at("$ref").get<std::string>();
    INFO("the contract lacks what it refers to: " << place);
    REQUIRE(document_.contains(json::json_pointer(place.substr(1))));
    return document_.at(json::json_pointer(place.substr(1)));
  }

  std::string described(const json& given) const {
    const auto& schema = resolved(given);
    if (schema.contains("anyOf")) return "a day or a moment";
    if (schema.value("format", "") == "uuid") return "a uuid";
    if (schema.at("type") == "boolean") return "true or false";
    if (schema.at("type") == "integer") {
      return "a number from " + schema.at("minimum").dump() +
             (schema.contains("maximum") ? " to " + schema.at("maximum").dump() : "");
    }
    if (schema.contains("maxLength")) {
      return "a text of " + schema.at("minLength").dump() + " to " + schema.at("maxLength").dump();
    }
    return "a word";
  }

  void add_parameters(const std::string& name, const json& parameters, Sentences& all) const {
    for (const auto& given : parameters) {
      const auto& parameter = resolved(given);
      if (parameter.at("in") != "query") continue;
      all.insert(name + " takes the parameter " + parameter.at("name").get<std::string>() + ", " +
                 described(parameter.at("schema")));
    }
  }

  void add_operation(const std::string& name, const json& operation, Sentences& all) const {
    const bool open = operation.contains("security") && operation.at("security").empty();
    all.insert(name + (open ? " is for anyone" : " is for who has a certificate"));
    add_parameters(name, operation.value("parameters", json::array()), all);
    if (operation.contains("requestBody")) {
      for (const auto& [form, schema] : operation.at("requestBody").at("content").items()) {
        all.insert(name + " takes a body of " + form);
      }
    }
    for (const auto& [status, response] : operation.at("responses").items()) {
      add_response(name, status, resolved(response), all);
    }
  }

  void add_response(const std::string& name, const std::string& status, const json& response, Sentences& all) const {
    const bool refusal = status.front() > '3';
    all.insert(name + (refusal ? " refuses with " : " answers with ") + status);
    if (!response.contains("content")) return;
    for (const auto& [form, schema] : response.at("content").items()) {
      if (!refusal || form != "application/problem+json") all.insert(name + " answers in " + form);
    }
  }

  json document_;
};

/// The method and path that a sentence is about.
std::string_view subject_of(std::string_view sentence) {
  return sentence.substr(0, sentence.find(' ', sentence.find(' ') + 1));
}

/// Returns the sentences of `all` that `known` lacks; of a route that `known` lacks altogether, one sentence.
Sentences without(const Sentences& all, const Sentences& known) {
  Sentences rest;
  for (const auto& sentence : all) {
    if (known.contains(sentence)) continue;
    const std::string subject(subject_of(sentence));
    const auto next = known.lower_bound(subject + " ");
    const bool is_known = next != known.end() && subject_of(*next) == subject;
    rest.insert(is_known ? sentence : subject + " is missing as a whole");
  }
  return rest;
}

/// `name` is that of the file, so that a failure says where to look.
void check_both_ways(const Routes& routes, std::string_view text, std::string_view name) {
  const Contract contract(text);
  INFO("of proto/" << name << " and the lists of routes");
  const auto not_in_the_contract = without(sentences(routes), contract.sentences());
  const auto of_no_route = without(contract.sentences(), sentences(routes));
  CHECK(not_in_the_contract == Sentences());
  CHECK(of_no_route == Sentences());
}

std::vector<Routes> listeners() {
  return {data_routes(), together({beheer_routes(), pagina_routes()}), observe_routes()};
}

TEST_CASE("the data listener does what its contract says, and nothing else", "[routes]") {
  check_both_ways(data_routes(), proto::openapi_json(), "openapi.yaml");
}

TEST_CASE("the beheer listener does what its contract says, and nothing else", "[routes]") {
  check_both_ways(beheer_routes(), proto::beheer_openapi_json(), "beheer-openapi.yaml");
}

TEST_CASE("what no contract describes is not under its paths") {
  for (const auto& routes : {pagina_routes(), observe_routes()}) {
    for (const auto& route : routes) {
      INFO(route.pattern);
      CHECK_FALSE(route.pattern.starts_with(std::string(kBase) + "/"));
      CHECK(route.method == http::verb::get);
    }
  }
}

TEST_CASE("no listener has a route twice") {
  for (const auto& routes : listeners()) {
    std::set<std::string> names;
    for (const auto& route : routes) names.insert(name_of(route));
    CHECK(names.size() == routes.size());
  }
}

TEST_CASE("no route declares a parameter or a code twice") {
  for (const auto& routes : listeners()) {
    for (const auto& route : routes) {
      INFO(name_of(route));
      std::set<std::string_view> names;
      for (const auto& parameter : route.terms.query) names.insert(parameter.name);
      CHECK(names.size() == route.terms.query.size());
      const auto codes = refusals(route);
      CHECK(std::set(codes.begin(), codes.end()).size() == codes.size());
    }
  }
}

TEST_CASE("who uses the beheer listener is an operator, and a change is for role beheer") {
  for (const auto& route : together({beheer_routes(), pagina_routes()})) {
    INFO(name_of(route));
    CHECK((route.who == Who::lezer || route.who == Who::beheer || route.who == Who::privacy));
    if (route.method == http::verb::get) CHECK(route.who == Who::lezer);
  }
}

}  // namespace
}  // namespace vish::server
