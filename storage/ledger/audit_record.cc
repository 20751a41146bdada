#include "storage/ledger/audit_record.h"

#include "base/core/codec.h"
#include "base/core/try.h"
#include "storage/database/keys.h"

namespace vish::storage {
namespace {

template <class Text>
void put_optional(std::string& out, const std::optional<Text>& text) {
  put_u8(out, text ? 1 : 0);
  if (text) put_text(out, *text);
}

std::optional<std::string> take_optional(Decoder& in) {
  if (in.u8() == 0) return std::nullopt;
  return std::string(in.text());
}

/// The contents of the sealed part of a record. Records of the first two forms have their trace ids outside the seal;
/// such records are read but no longer written.
enum class Sealedform : std::uint8_t { nothing = 0, kenmerk = 1, trace_and_kenmerk = 2 };

std::string sealed_part(const proto::Auditregel& regel) {
  std::string plain;
  put_text(plain, regel.trace_id);
  put_text(plain, regel.span_id);
  put_optional(plain, regel.kenmerk);
  return plain;
}

/// Reads the sealed part into `regel`, and returns false when it is damaged.
bool take_sealed_part(Sealedform form, std::string plain, proto::Auditregel& regel) {
  if (form == Sealedform::kenmerk) {
    regel.kenmerk = std::move(plain);
    return true;
  }
  Decoder in(plain);
  regel.trace_id = in.text();
  regel.span_id = in.text();
  regel.kenmerk = take_optional(in);
  return in.complete();
}

Error damaged() { return {ErrorCode::corrupt, "een auditregel is beschadigd"}; }

std::string_view view_optional(Decoder& in) { return in.u8() == 0 ? std::string_view() : in.text(); }

}  // namespace

std::string encode_audit(const proto::Auditregel& regel, const Zegel& zegel) {
  constexpr std::size_t kUsualSize = 320;
  std::string out;
  out.reserve(kUsualSize);
  put_i64(out, regel.tijdstip.time_since_epoch().count());
  put_text(out, regel.handeling.text());
  put_text(out, regel.actor);
  put_text(out, regel.uitkomst.text());
  put_text(out, "");
  put_text(out, "");
  for (const auto* text : {&regel.onderwerp, &regel.reden, &regel.match_id, &regel.bevrager_id}) {
    put_optional(out, *text);
  }
  put_optional(out, regel.doel ? std::optional(regel.doel->text()) : std::nullopt);
  put_optional(out, regel.persoon_pseudoniem);
  put_u8(out, static_cast<std::uint8_t>(Sealedform::trace_and_kenmerk));
  put_text(out, zegel.seal(audit_key(regel.volgnummer), sealed_part(regel)));
  put_optional(out, regel.gegevens);
  return out;
}

Stored<proto::Auditregel> decode_audit(std::uint64_t volgnummer, std::string_view bytes, const Zegel& zegel) {
  Decoder in(bytes);
  proto::Auditregel regel;
  regel.volgnummer = volgnummer;
  regel.tijdstip = Tijdstip(std::chrono::milliseconds(in.i64()));
  regel.handeling = proto::Recorded<proto::Handeling>::read(in.text());
  regel.actor = in.text();
  regel.uitkomst = proto::Recorded<proto::Uitkomst>::read(in.text());
  regel.trace_id = in.text();
  regel.span_id = in.text();
  for (auto* text : {&regel.onderwerp, &regel.reden, &regel.match_id, &regel.bevrager_id}) *text = take_optional(in);
  if (const auto doel = take_optional(in)) regel.doel = proto::Recorded<proto::Doel>::read(*doel);
  regel.persoon_pseudoniem = take_optional(in);
  const auto form = in.u8();
  if (form > static_cast<std::uint8_t>(Sealedform::trace_and_kenmerk)) return damaged();
  const auto sealed = form == 0 ? std::string_view() : in.text();
  regel.gegevens = take_optional(in);
  if (!in.complete()) return damaged();
  if (form == 0) return regel;
  auto plain = TRY(zegel.open(audit_key(volgnummer), sealed));
  if (!take_sealed_part(static_cast<Sealedform>(form), std::move(plain), regel)) return damaged();
  return regel;
}

Stored<std::string_view> decode_audit_persoon(std::string_view bytes) {
  constexpr int kTexts = 5;
  constexpr int kOptionals = 5;
  Decoder in(bytes);
  in.i64();
  for (int i = 0; i < kTexts; ++i) in.text();
  for (int i = 0; i < kOptionals; ++i) view_optional(in);
  const auto persoon = view_optional(in);
  if (!in.ok()) return damaged();
  return persoon;
}

Stored<Auditkop> decode_audit_head(std::uint64_t volgnummer, std::string_view bytes) {
  Decoder in(bytes);
  const Tijdstip tijdstip(std::chrono::milliseconds(in.i64()));
  const auto handeling = proto::Recorded<proto::Handeling, std::string_view>::read(in.text());
  const auto actor = in.text();
  const auto uitkomst = proto::Recorded<proto::Uitkomst, std::string_view>::read(in.text());
  in.text();  // the trace and span of older records
  in.text();
  const auto onderwerp = view_optional(in);
  view_optional(in);  // reason
  const auto match_id = view_optional(in);
  if (!in.ok()) return damaged();
  return Auditkop{volgnummer, tijdstip, handeling, actor, uitkomst, onderwerp, match_id};
}

}  // namespace vish::storage
