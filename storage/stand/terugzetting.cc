#include "storage/stand/terugzetting.h"

#include "base/core/codec.h"
#include "base/core/try.h"

namespace vish::storage {
namespace {

constexpr std::string_view kTeruggezet = "teruggezet";

Tijdstip moment(std::int64_t count) { return Tijdstip(std::chrono::milliseconds(count)); }

}  // namespace

Op put_terugzetting(const Terugzetting& terugzetting) {
  std::string bytes;
  put_u64(bytes, terugzetting.backup);
  put_i64(bytes, terugzetting.gemaakt_op.time_since_epoch().count());
  put_i64(bytes, terugzetting.teruggezet_op.time_since_epoch().count());
  put_u64(bytes, terugzetting.uit_kopie);
  return {Cf::meta, std::string(kTeruggezet), std::move(bytes)};
}

Op remove_terugzetting() { return {Cf::meta, std::string(kTeruggezet), std::nullopt}; }

Stored<std::optional<Terugzetting>> read_terugzetting(const Database& database) {
  const auto bytes = TRY(database.get(Cf::meta, kTeruggezet));
  if (!bytes) return std::optional<Terugzetting>();
  Decoder in(*bytes);
  Terugzetting result{};
  result.backup = in.u64();
  result.gemaakt_op = moment(in.i64());
  result.teruggezet_op = moment(in.i64());
  result.uit_kopie = in.u64();
  if (!in.complete()) return Error{ErrorCode::corrupt, "de aantekening van het terugzetten is beschadigd"};
  return std::optional(result);
}

}  // namespace vish::storage
