#include "server/data/geweigerde_vragen.h"

#include <optional>
#include <string>
#include <utility>

#include "base/calendar/clock.h"
#include "server/data/commit.h"
#include "server/data/fair_use.h"
#include "storage/audit/audit.h"

namespace vish::server {
namespace {

constexpr std::string_view kOnbekend = "onbekend";

/// Returns the name under which refusals of this caller are counted.
std::string_view party_of(const storage::Stand& stand, const Caller& caller) {
  if (!caller.oin) return kOnbekend;
  const auto& oin = caller.oin->text();
  return stand.organisatie(oin) != nullptr ? std::string_view(oin) : kOnbekend;
}

std::string reason_of(proto::Foutcode code) { return std::string(proto::foutsoort(code).naam); }

/// Whether storage takes a line about the refusal: an index that is not available takes none, unless it was put back.
bool may_be_written(const storage::Stand& stand, proto::Foutcode code) {
  return code != proto::Foutcode::nietBeschikbaar || stand.teruggezet;
}

/// Counts the refusal, and returns the line that records it now; nothing when it gets no line of its own.
std::optional<proto::Auditregel> line_of(App& app, const Request& request, const Refusal& refusal) {
  const auto code = refusal.problem.code;
  app.vragen.refused(amsterdam_day(now()), code);
  const auto stand = app.store.stand();
  if (!may_be_written(*stand, code)) return std::nullopt;
  const auto partij = party_of(*stand, *request.caller);
  if (!app.weigeringen.add(partij, code, Weigeringsboek::Clock::now())) return std::nullopt;
  auto regel = audit_line(request, proto::Handeling::bevraging,
                          request.caller->oin ? request.caller->oin->text() : std::string(kOnbekend));
  regel.uitkomst = proto::Uitkomst::geweigerd;
  regel.reden = reason_of(code);
  return regel;
}

/// Returns the line of a refusal of any kind, and whether the question went beyond fair use.
std::pair<std::optional<proto::Auditregel>, bool> tell(App& app, const Request& request,
                                                       const std::exception_ptr& refused) {
  try {
    std::rethrow_exception(refused);
  } catch (const AboveUse& above) {
    return {line_of(app, request, above), true};
  } catch (const Refusal& refusal) {
    return {line_of(app, request, refusal), false};
  }
}

}  // namespace

Awaitable<void> record_refused_question(App& app, Exchange& exchange, std::exception_ptr refused) {
  auto [regel, above_use] = tell(app, exchange.request, refused);
  if (regel) {
    storage::Auditinvoer invoer;
    invoer.regels.push_back(*std::move(regel));
    require(co_await commit_audit(app, std::move(invoer)));
  }
  if (above_use) co_await drop_body(app, exchange);
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
