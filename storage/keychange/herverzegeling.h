#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "storage/database/keys.h"
#include "storage/database/store_options.h"
#include "storage/engine/engine.h"

namespace vish::storage {

/// The stored lists of one aansluiting, by their generations.
struct Lijsten {
  std::vector<Generatie> sets;
  std::vector<Generatie> held;

  bool operator==(const Lijsten&) const = default;
};

/// Seals all values again after a change of zegel keys, on one thread of low priority that works at most half of the
/// time. It renews one piece at a time and holds the slot of the aansluiting meanwhile, so that no removed value comes
/// back. An interrupted run starts again at the next opening. Safe to call from any thread.
class Herverzegelaar {
 public:
  /// Takes a message for the log, with its level.
  using Log = std::function<void(LogLevel, std::string_view)>;

  /// Starts the thread. `engine` must outlive the object; `log` is called on that thread.
  Herverzegelaar(Engine& engine, Log log);
  /// Stops after the present piece.
  ~Herverzegelaar();
  Herverzegelaar(const Herverzegelaar&) = delete;
  Herverzegelaar& operator=(const Herverzegelaar&) = delete;

  /// Tells that there is a new zegel key.
  void wake();
  /// Returns the aansluitcodes of which some value may still be sealed under an older key.
  std::vector<std::string> to_do() const;
  /// Waits, at most `time`, until all values are sealed under the newest key; returns whether they are.
  bool wait_until_done(std::chrono::milliseconds time);

 private:
  /// The outcome tells how a piece of work ended: `later` when the slot was taken or new lists came meanwhile.
  enum class Outcome { done, later, failed };
  /// The aansluiting that is being renewed.
  struct Begonnen {
    std::uint32_t nummer;
    Lijsten lists;
  };
  /// Renews one chunk of a list; returns false past the end of the list.
  using Renew = std::function<Stored<bool>(const ChunkKey& list, std::uint32_t chunk)>;

  void run();
  bool needed() const;
  Outcome try_round();
  Outcome round();
  Outcome reseal(const std::string& aansluitcode);
  /// Renews the small values and finds the lists; nothing when another caller holds the slot.
  Stored<std::optional<Begonnen>> begin(const std::string& aansluitcode);
  Outcome each_list(const std::string& aansluitcode, std::uint32_t nummer, const std::vector<Generatie>& generaties,
                    const Renew& renew);
  Outcome each_chunk(const std::string& aansluitcode, const ChunkKey& list, const Renew& renew);
  Outcome failed(const Error& error) const;
  /// Waits for `time`; returns false when the object is being destroyed.
  bool pause(std::chrono::steady_clock::duration time);

  Engine& engine_;
  Log log_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::uint32_t target_ = 0;  ///< the number of the zegel key to which `done_` belongs
  std::set<std::string> done_;
  std::thread thread_;
};

}  // namespace vish::storage
