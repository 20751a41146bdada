#include <charconv>
#include <nlohmann/json.hpp>

#include "base/calendar/clock.h"
#include "proto/json/json_writer.h"
#include "proto/registry/parties.h"
#include "server/beheer/backup_views.h"
#include "server/beheer/beheer_routes.h"
#include "server/beheer/operator_request.h"
#include "server/jobs/backup.h"
#include "storage/audit/audit.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;
using proto::Foutcode;

constexpr std::string_view kNoBackup = "Deze back-up bestaat niet.";

storage::Backupplaats require_place(const App& app) {
  if (auto plaats = backup_place(app.instellingen.now()->backup)) return *std::move(plaats);
  throw Refusal{{Foutcode::conflict, "Er zijn geen back-ups ingesteld (backup.doel in vishd.toml)."}};
}

/// Returns the place that the work on a backup holds; refuses (409) when there is none.
Places::Place require_turn(App& app) {
  if (auto turn = app.backup_work.take()) return *std::move(turn);
  throw Refusal{{Foutcode::conflict, "Er wordt al aan back-ups gewerkt; probeer het daarna opnieuw."}};
}

/// Returns the value, or throws a refusal that tells the operator why there is none.
template <class T>
T require_made(Stored<T> result) {
  if (result) return *std::move(result);
  if (result.error().code == ErrorCode::missing) throw Refusal{{Foutcode::nietGevonden, std::string(kNoBackup)}};
  throw Refusal{{Foutcode::conflict, "Dit is mislukt: " + result.error().message + "."}};
}

Response list_backups(const OperatorRequest& work) {
  const auto plaats = require_place(work.app);
  auto list = ordered_json::array();
  for (const auto& backup : require(work.app.store.backups().list(plaats.doel))) list.push_back(backup_view(backup));
  ordered_json json{{"backups", std::move(list)}};
  if (auto bezig = work_view(work.app.store.backups()); !bezig.empty()) json["bezig"] = std::move(bezig);
  return json_response(200, proto::dump(json));
}

Response create_backup(const OperatorRequest& work) {
  auto regel = work.regel(proto::Handeling::backup_create);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto plaats = require_place(work.app);
  const auto turn = require_turn(work.app);
  return json_response(201, proto::dump(backup_view(require_made(make_backup(work.app, plaats, std::move(regel))))));
}

Response verify_backup(const OperatorRequest& work) {
  auto regel = work.regel(proto::Handeling::backup_verify);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto plaats = require_place(work.app);
  const auto& text = work.parameters.at(0);
  std::uint64_t nummer = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), nummer);
  if (wrong != std::errc() || end != text.data() + text.size()) {
    throw Refusal{{Foutcode::nietGevonden, std::string(kNoBackup)}};
  }
  const auto turn = require_turn(work.app);
  const auto verified = work.app.store.backups().verify(plaats.doel, nummer);
  if (!verified && verified.error().code == ErrorCode::missing) {
    throw Refusal{{Foutcode::nietGevonden, std::string(kNoBackup)}};
  }
  regel.onderwerp = std::to_string(nummer);
  regel.uitkomst = verified ? proto::Uitkomst::uitgevoerd : proto::Uitkomst::mislukt;
  require(work.app.store.audit().append_and_wait({{std::move(regel)}, std::nullopt}));
  return json_response(200, proto::dump(backup_view(require_made(verified))));
}

Response open_index(const OperatorRequest& work) {
  auto regel = work.regel(proto::Handeling::backup_open);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto moment = regel.tijdstip;
  require(work.app.store.answer_again(std::move(regel)));
  return json_response(200, proto::dump(ordered_json{{"geopendOp", rfc3339(moment)}}));
}

}  // namespace

Routes backup_routes() {
  using enum Foutcode;
  return {backup_reading("/v1/backups", list_backups, {.refuses = {conflict}}),
          backup_work("/v1/backups", create_backup, {.answers = {201}, .refuses = {conflict}}),
          backup_work("/v1/backups/{nummer}/controles", verify_backup,
                      {.changes_nothing = true, .refuses = {nietGevonden, conflict}}),
          changing("/v1/openingen", open_index, {.refuses = {conflict}})};
}

}  // namespace vish::server
