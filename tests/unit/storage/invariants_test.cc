#include <catch2/catch.hpp>
#include <stdexcept>

#include "base/core/codec.h"
#include "storage/engine/engine.h"
#include "storage/sets/verzameling.h"
#include "storage/stand/delivery_state.h"
#include "support/keys_on_disk.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::storage::AansluitingState;
using vish::storage::AheadWriter;
using vish::storage::Cf;
using vish::storage::ChunkKey;
using vish::storage::Crypto;
using vish::storage::DeliveryState;
using vish::storage::Generatie;
using vish::storage::Setregel;
using vish::storage::Slot;
using vish::storage::Stand;

namespace {

Setregel whose(unsigned char fill, Generatie generatie) {
  Setregel regel{};
  regel.persoon.fill(fill);
  regel.generatie = generatie;
  return regel;
}

/// Two persons in productie, whose set can be written over.
class Twee : public Opslag {
 public:
  Twee() {
    add_in_productie();
    need(deliver(dag(2), dagbestand(std::vector{kZestig[0], kZestig[1]})));
    const auto state = store->stand()->aansluiting(kCode);
    list_ = {state->aansluiting.nummer, state->levering.generatie};
  }

  template <class Write>
  void write_over(const Write& write) {
    close();
    {
      KeysOnDisk on_disk(options());
      const Crypto crypto(keys());
      AheadWriter ahead(on_disk.database());
      write(ahead.sink(Cf::verzamelingen), crypto.zegel(), list_);
      need(ahead.finish());
    }
    open();
  }
  ErrorCode next_delivery() { return deliver(dag(3), dagbestand(std::vector{kZestig[0]})).error().code; }

 private:
  ChunkKey list_{};
};

AansluitingState with(Generatie generatie, Generatie hoogste) {
  DeliveryState levering;
  levering.generatie = generatie;
  levering.hoogste_generatie = hoogste;
  return {aansluiting(kCode), levering};
}

}  // namespace

TEST_CASE("a set of another size than its stand counts is damage, and changes nothing") {
  Twee opslag;
  opslag.write_over([](const auto& sink, const auto& zegel, const auto& list) {
    need(save_set(sink, zegel, list, {whose(7, list.generatie)}));
  });
  CHECK(opslag.next_delivery() == ErrorCode::corrupt);
  CHECK(opslag.count(kZestig) == 2);
}

TEST_CASE("a set that names a registration of a later generation is damage, and none is written") {
  Twee opslag;
  opslag.write_over([](const auto& sink, const auto& zegel, const auto& list) {
    CHECK_THROWS_AS(save_set(sink, zegel, list, {whose(7, list.generatie + 1)}), std::logic_error);
    vish::storage::ChunkWriter writer(sink, zegel, list.nummer, list.generatie);
    for (const char fill : {'\x07', '\x08'}) {
      constexpr std::uint8_t kHasGeneratie = 4;
      std::string item(sizeof(vish::storage::Pseudoniem), fill);
      vish::put_u64(item, 1);
      vish::put_u8(item, kHasGeneratie);
      vish::put_u32(item, list.generatie + 1);
      need(writer.add(item));
    }
    need(writer.finish());
  });
  CHECK(opslag.next_delivery() == ErrorCode::corrupt);
  CHECK(opslag.count(kZestig) == 2);
}

TEST_CASE("a stand needs no generation that was not given out") {
  auto held = with(0, 3).levering;
  held.vastgehouden = vish::storage::Vastgehouden{"id", 3, dag(4), vish::Tijdstip(), "hash", 1};
  CHECK(vish::storage::decode_delivery_state(encode(held)));
  held.vastgehouden->generatie = 4;
  CHECK_FALSE(vish::storage::decode_delivery_state(encode(held)));
  Stand stand;
  CHECK_THROWS_AS(replace(stand, with(2, 1)), std::logic_error);
  CHECK(stand.aansluitingen.empty());
}

TEST_CASE("a generation is given out once") {
  Stand stand;
  replace(stand, with(2, 5));
  CHECK_THROWS_AS(replace(stand, with(2, 4)), std::logic_error);
  CHECK(stand.aansluiting(kCode)->levering.hoogste_generatie == 5);
  replace(stand, with(2, 6));
  CHECK(stand.aansluiting(kCode)->levering.hoogste_generatie == 6);
}

TEST_CASE("who works on deliveries holds the slot of that aansluiting, and of no other") {
  const Slot slot(kCode, [](const std::string&) {});
  vish::storage::require_slot(&slot, kCode);
  CHECK_THROWS_AS(vish::storage::require_slot(&slot, "GM0001"), std::logic_error);
  CHECK_THROWS_AS(vish::storage::require_slot(nullptr, kCode), std::logic_error);
}
