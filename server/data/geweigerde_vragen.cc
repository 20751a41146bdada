#include "server/data/geweigerde_vragen.h"

#include <string>
#include <utility>

#include "base/calendar/clock.h"
#include "server/data/commit.h"
#include "storage/audit/audit.h"

namespace vish::server {
namespace {

constexpr std::string_view kOnbekend = "onbekend";

/// Under which name refusals of this caller are counted.
std::string_view party_of(const storage::Stand& stand, const Caller& caller) {
  if (!caller.oin) return kOnbekend;
  const auto& oin = caller.oin->text();
  return stand.organisatie(oin) != nullptr ? std::string_view(oin) : kOnbekend;
}

std::string reason_of(proto::Foutcode code) { return std::string(proto::foutsoort(code).naam); }

}  // namespace

Awaitable<void> refuse_question(App& app, const Request& request, Refusal refusal) {
  const auto code = refusal.problem.code;
  app.vragen.refused(amsterdam_day(now()), code);
  const auto stand = app.store.stand();
  const auto partij = party_of(*stand, *request.caller);
  if (!app.weigeringen.add(partij, code, Weigeringsboek::Clock::now())) throw refusal;
  auto regel = audit_line(request, proto::Handeling::bevraging,
                          request.caller->oin ? request.caller->oin->text() : std::string(kOnbekend));
  regel.uitkomst = proto::Uitkomst::geweigerd;
  regel.reden = reason_of(code);
  storage::Auditinvoer invoer;
  invoer.regels.push_back(std::move(regel));
  require(co_await commit_audit(app, std::move(invoer)));
  throw refusal;
}

void record_counted_refusals(App& app, Weigeringsboek::Clock::time_point now) {
  const auto due = app.weigeringen.take_due(now);
  if (due.empty()) return;
  storage::Auditinvoer invoer;
  const auto moment = vish::now();
  for (const auto& telling : due) {
    auto& regel = invoer.regels.emplace_back();
    regel.tijdstip = moment;
    regel.handeling = proto::Handeling::bevraging;
    regel.actor = telling.partij;
    regel.uitkomst = proto::Uitkomst::geweigerd;
    regel.reden = reason_of(telling.reden) + "; aantal=" + std::to_string(telling.aantal);
  }
  const auto stored = app.store.audit().append_and_wait(std::move(invoer));
  if (!stored) app.weigeringen.put_back(due);
  or_throw(stored);
}

}  // namespace vish::server
