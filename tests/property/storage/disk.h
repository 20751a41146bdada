#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace vish::test {

/// A disk below RocksDB on which only what was synced is sure to be there
/// after a power cut: of a file its bytes as of its last sync, of a folder its
/// names as of its last sync. Changes of names come to the disk in their order,
/// as on a file system with a journal.
///
/// Those who use it do not notice the cut: for them all goes on, only nothing
/// that comes later is left. Any thread; lose_power() while nothing is open.
class Disk : public rocksdb::FileSystemWrapper {
 public:
  enum class Syncs {
    all,
    none_of_logs,  ///< as if every write to the database were made without sync
  };

  /// For the files in `folder`, which are on the disk already; keeps links in
  /// `aside`, on the same file system.
  Disk(std::filesystem::path folder, std::filesystem::path aside, Syncs syncs);

  const char* Name() const override { return "DiskOfTests"; }
  rocksdb::Env* env() { return env_.get(); }
  bool syncs_logs() const { return syncs_ == Syncs::all; }

  /// The power fails before the `steps`-th change of a file or folder from the
  /// first on that concerns a path with `start` in it ("link " goes before the
  /// path of a file that gets a second name).
  void cut_after(std::uint64_t steps, std::string start);
  void cut_now();
  /// What was on the disk before this became true is there after the cut.
  bool is_cut() const;

  /// Puts the folder in the state that the cut left. All that was not synced
  /// then is gone; with `luck`, some of it may not be.
  void lose_power(std::mt19937_64* luck);

  // NOLINTBEGIN(google-default-arguments)
  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReopenWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                       std::unique_ptr<rocksdb::FSWritableFile>* result,
                                       rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomRWFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* result,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& name, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& name, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;
  // NOLINTEND(google-default-arguments)

 private:
  class File;
  class Folder;

  /// What a file holds, whatever its names.
  struct Contents {
    explicit Contents(std::filesystem::path kept) : link(std::move(kept)) {}
    ~Contents();
    Contents(const Contents&) = delete;
    Contents& operator=(const Contents&) = delete;

    const std::filesystem::path link;
    std::uint64_t written = 0;
    std::uint64_t synced = 0;
  };
  using Names = std::map<std::string, std::shared_ptr<Contents>>;
  struct Naming {
    std::string name;
    std::shared_ptr<Contents> contents;  ///< null: the name goes
  };

  /// What the disk held when the power was cut.
  struct Image {
    struct Length {
      std::uint64_t synced;
      std::uint64_t written;
    };
    Names names;
    std::vector<Naming> unsynced;
    std::map<const Contents*, Length> lengths;
  };

  /// Counts a step that is about to be made.
  void step(const std::string& name);
  void keep_image();
  static void put(Names& names, const Naming& naming);
  std::shared_ptr<Contents> keep(const std::string& name);
  void rename(const std::string& name, std::shared_ptr<Contents> contents);
  void sync_names(const std::string& folder);

  const std::filesystem::path folder_;
  const std::filesystem::path aside_;
  const Syncs syncs_;
  std::unique_ptr<rocksdb::Env> env_;

  mutable std::mutex mutex_;
  std::uint64_t steps_left_ = 0;  ///< 0: no end
  std::string start_;
  bool started_ = false;
  std::optional<Image> image_;
  std::uint64_t kept_ = 0;
  Names now_;
  Names on_disk_;
  std::vector<Naming> unsynced_;
};

}  // namespace vish::test
