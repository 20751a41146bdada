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

/// The lists of one aansluiting that are stored, by generation.
struct Lijsten {
  std::vector<Generatie> sets;
  std::vector<Generatie> held;

  bool operator==(const Lijsten&) const = default;
};

/// Seals everything anew after a change of zegel keys: one thread of low
/// priority, a little at a time, at most half of the time. Each piece is done
/// with the slot of its aansluiting, so that nothing that is being removed
/// comes back. Begins again at the next opening when it was interrupted.
class Herverzegelaar {
 public:
  using Log = std::function<void(LogLevel, std::string_view)>;

  Herverzegelaar(Engine& engine, Log log);
  /// After the piece under way.
  ~Herverzegelaar();
  Herverzegelaar(const Herverzegelaar&) = delete;
  Herverzegelaar& operator=(const Herverzegelaar&) = delete;

  /// There is a new zegel key.
  void wake();
  /// Aansluitingen of which something may be sealed under an older key.
  std::vector<std::string> to_do() const;
  bool wait_until_done(std::chrono::milliseconds time);

 private:
  enum class Outcome { done, later, failed };
  struct Begonnen {
    std::uint32_t nummer;
    Lijsten lists;
  };
  /// One chunk of a list; false past its end.
  using Renew = std::function<Stored<bool>(const ChunkKey& list, std::uint32_t chunk)>;

  void run();
  bool needed() const;
  Outcome try_round();
  Outcome round();
  Outcome reseal(const std::string& aansluitcode);
  /// What is small at once, and which lists there are; nothing when somebody has the slot.
  Stored<std::optional<Begonnen>> begin(const std::string& aansluitcode);
  Outcome each_list(const std::string& aansluitcode, std::uint32_t nummer, const std::vector<Generatie>& generaties,
                    const Renew& renew);
  Outcome each_chunk(const std::string& aansluitcode, const ChunkKey& list, const Renew& renew);
  Outcome failed(const Error& error) const;
  /// False when it is time to stop.
  bool pause(std::chrono::steady_clock::duration time);

  Engine& engine_;
  Log log_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::uint32_t target_ = 0;  ///< the zegel key for which `done_` counts
  std::set<std::string> done_;
  std::thread thread_;
};

}  // namespace vish::storage
