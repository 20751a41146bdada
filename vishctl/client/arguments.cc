#include "vishctl/client/arguments.h"

#include <unistd.h>

#include <algorithm>
#include <ostream>

#include "base/core/hex.h"
#include "proto/notices/tweede_persoon.h"

namespace vish::vishctl {

namespace {

bool is_plain(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         letter == '-' || letter == '_' || letter == '.';
}

/// Returns the text as it may stand in a query (RFC 3986, 2.1).
std::string escaped(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    result += is_plain(letter) ? std::string(1, letter) : "%" + to_hex({&byte, 1});
  }
  return result;
}

/// Tells before the change of fase which requests it makes void. Asks whether to go on where there is somebody to ask,
/// but never before a suspension.
void warn_of_void_requests(const Session& session, const std::string& resource, const Json& body) {
  const auto fase = proto::from_text<proto::Aansluitfase>(body.value("fase", ""));
  const auto told = proto::vervalmelding(session.request(Method::get, resource), fase);
  if (told.empty()) return;
  session.err << told;
  if (fase != proto::Aansluitfase::geschorst && isatty(STDIN_FILENO) != 0) session.confirm("Doorgaan?");
}

/// A fase that a party can come back from; its end is a command of its own.
const CLI::Validator kFase(
    [](const std::string& text) {
      return text == "beeindigd" ? std::string("beëindigen gaat met het commando end") : std::string();
    },
    "");

}  // namespace

const CLI::Validator kPathName(
    [](const std::string& text) {
      return !text.empty() && std::ranges::all_of(text, is_plain) ? std::string()
                                                                  : std::string("alleen letters, cijfers, - en _");
    },
    "");

CLI::App& add_group(CLI::App& app, const std::string& name, const std::string& help) {
  auto* group = app.add_subcommand(name, help);
  group->require_subcommand(1);
  return *group;
}

Body make_body() { return std::make_shared<Json>(Json::object()); }

CLI::Option* bind_body_flag(CLI::App& command, const Body& body, const std::string& name, const std::string& pointer,
                            const std::string& help, bool value) {
  return command.add_flag_callback(
      name, [body, target = Json::json_pointer(pointer), value] { (*body)[target] = value; }, help);
}

std::string QueryString::text() const {
  std::string text;
  for (const auto& [key, value] : values_) text += (text.empty() ? "?" : "&") + key + "=" + escaped(value);
  return text;
}

CLI::Option* bind_query(CLI::App& command, const std::shared_ptr<QueryString>& query, const std::string& name,
                        const std::string& key, const std::string& help) {
  return command.add_option_function<std::string>(
      name, [query, key](const std::string& value) { query->set(key, value); }, help);
}

CLI::App& add_act(CLI::App& group, const Session& session, const std::string& verb, const std::string& help,
                  const std::string& collection, const std::string& key, const std::string& below, const View& view,
                  const Body& body, const Before& before) {
  auto* command = group.add_subcommand(verb, help);
  const auto name = std::make_shared<std::string>();
  command->add_option(key, *name, "Van wie of wat")->required()->check(kPathName);
  bind_body(*command, body, "--reden", "/reden", "Waarom; komt in het auditlog")->required();
  command->callback([&session, &view, collection, below, name, body, before] {
    const auto resource = "/v1/" + collection + "/" + *name;
    before(resource);
    session.one(Method::post, resource + "/" + below, view, *body);
  });
  return *command;
}

void add_phases(CLI::App& group, const Session& session, const std::string& collection, const std::string& key,
                const View& view) {
  const auto body = make_body();
  auto& fase =
      add_act(group, session, "fase", "Zet in een andere fase", collection, key, "fasewisselingen", view, body,
              [&session, body](const std::string& resource) { warn_of_void_requests(session, resource, *body); });
  bind_body(fase, body, "fase", "/fase", "test, productie of geschorst")->required()->check(kFase);
  bind_body(fase, body, "--overeenkomst", "/overeenkomstdatum", "Datum van de overeenkomst (jjjj-mm-dd)");
  const auto last = make_body();
  (*last)["fase"] = "beeindigd";
  add_act(group, session, "end", "Beëindig voorgoed; een tweede beheerder geeft hetzelfde commando", collection, key,
          "fasewisselingen", view, last);
}

void add_list(CLI::App& group, const Session& session, const std::string& collection, const View& view) {
  group.add_subcommand("list", "Toon alle")->callback([&session, &view, collection] {
    session.list("/v1/" + collection, view);
  });
}

void add_show(CLI::App& group, const Session& session, const std::string& collection, const std::string& key,
              const View& view) {
  auto* show = group.add_subcommand("show", "Toon één");
  const auto name = std::make_shared<std::string>();
  show->add_option(key, *name, "Van wie of wat")->required()->check(kPathName);
  show->callback(
      [&session, &view, collection, name] { session.one(Method::get, "/v1/" + collection + "/" + *name, view); });
}

}  // namespace vish::vishctl
