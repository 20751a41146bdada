#include "disk.h"

#include <algorithm>
#include <utility>

namespace vish::test {

namespace fs = std::filesystem;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

namespace {

std::string plain(const std::string& name) { return fs::path(name).lexically_normal().string(); }

}  // namespace

/// Takes the disk's word for what is written and synced; the real disk is left
/// in peace.
class Disk::File : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  File(Disk& disk, std::string name, std::shared_ptr<Contents> contents, std::unique_ptr<rocksdb::FSWritableFile> file)
      : FSWritableFileOwnerWrapper(std::move(file)),
        disk_(disk),
        name_(std::move(name)),
        contents_(std::move(contents)) {}

  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options, IODebugContext* debug) override {
    const std::lock_guard lock(disk_.mutex_);
    disk_.step(name_);
    contents_->written += data.size();
    return FSWritableFileOwnerWrapper::Append(data, options, debug);
  }
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& /*checksum*/, IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Truncate(std::uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    const std::lock_guard lock(disk_.mutex_);
    disk_.step(name_);
    contents_->written = size;
    contents_->synced = std::min(contents_->synced, size);
    return FSWritableFileOwnerWrapper::Truncate(size, options, debug);
  }
  IOStatus Sync(const IOOptions& /*options*/, IODebugContext* /*debug*/) override {
    const std::lock_guard lock(disk_.mutex_);
    disk_.step(name_);
    if (disk_.syncs_logs() || !name_.ends_with(".log")) contents_->synced = contents_->written;
    return IOStatus::OK();
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override { return Sync(options, debug); }
  /// Promises nothing.
  IOStatus RangeSync(std::uint64_t /*offset*/, std::uint64_t /*size*/, const IOOptions& /*options*/,
                     IODebugContext* /*debug*/) override {
    return IOStatus::OK();
  }

 private:
  Disk& disk_;
  const std::string name_;
  const std::shared_ptr<Contents> contents_;
};

class Disk::Folder : public rocksdb::FSDirectoryWrapper {
 public:
  Folder(Disk& disk, std::string name, std::unique_ptr<rocksdb::FSDirectory> folder)
      : FSDirectoryWrapper(std::move(folder)), disk_(disk), name_(std::move(name)) {}

  IOStatus Fsync(const IOOptions& /*options*/, IODebugContext* /*debug*/) override {
    const std::lock_guard lock(disk_.mutex_);
    disk_.step(name_);
    disk_.sync_names(name_);
    return IOStatus::OK();
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions& /*why*/) override {
    return Fsync(options, debug);
  }

 private:
  Disk& disk_;
  const std::string name_;
};

Disk::Contents::~Contents() {
  std::error_code ignored;
  fs::remove(link, ignored);
}

Disk::Disk(fs::path folder, fs::path aside, Syncs syncs)
    : FileSystemWrapper(rocksdb::FileSystem::Default()),
      folder_(std::move(folder)),
      aside_(std::move(aside)),
      syncs_(syncs),
      env_(rocksdb::NewCompositeEnv(std::shared_ptr<FileSystem>(std::shared_ptr<void>(), this))) {
  fs::create_directories(aside_);
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
    if (!entry.is_regular_file()) continue;
    const auto name = entry.path().string();
    const auto contents = keep(name);
    contents->written = contents->synced = entry.file_size();
    now_[name] = on_disk_[name] = contents;
  }
}

void Disk::cut_after(std::uint64_t steps, std::string start) {
  const std::lock_guard lock(mutex_);
  steps_left_ = steps;
  start_ = std::move(start);
  started_ = false;
}

void Disk::cut_now() {
  const std::lock_guard lock(mutex_);
  if (!image_) keep_image();
}

bool Disk::is_cut() const {
  const std::lock_guard lock(mutex_);
  return image_.has_value();
}

void Disk::step(const std::string& name) {
  started_ = started_ || name.find(start_) != std::string::npos;
  if (started_ && steps_left_ != 0 && --steps_left_ == 0 && !image_) keep_image();
}

void Disk::keep_image() {
  Image image{on_disk_, unsynced_, {}};
  const auto note = [&](const std::shared_ptr<Contents>& contents) {
    if (contents) image.lengths[contents.get()] = {contents->synced, contents->written};
  };
  for (const auto& [name, contents] : on_disk_) note(contents);
  for (const auto& naming : unsynced_) note(naming.contents);
  image_ = std::move(image);
}

std::shared_ptr<Disk::Contents> Disk::keep(const std::string& name) {
  auto contents = std::make_shared<Contents>(aside_ / std::to_string(++kept_));
  fs::create_hard_link(name, contents->link);
  return contents;
}

void Disk::put(Names& names, const Naming& naming) {
  if (naming.contents) {
    names[naming.name] = naming.contents;
  } else {
    names.erase(naming.name);
  }
}

void Disk::rename(const std::string& name, std::shared_ptr<Contents> contents) {
  unsynced_.push_back({name, std::move(contents)});
  put(now_, unsynced_.back());
}

void Disk::sync_names(const std::string& folder) {
  std::erase_if(unsynced_, [&](const Naming& naming) {
    if (fs::path(naming.name).parent_path() != folder) return false;
    put(on_disk_, naming);
    return true;
  });
}

void Disk::lose_power(std::mt19937_64* luck) {
  const std::lock_guard lock(mutex_);
  const auto any = [&](std::uint64_t most) {
    return luck == nullptr ? 0 : std::uniform_int_distribution<std::uint64_t>(0, most)(*luck);
  };
  auto image = *std::exchange(image_, std::nullopt);
  const auto arrived = static_cast<std::ptrdiff_t>(any(image.unsynced.size()));
  std::for_each(image.unsynced.begin(), image.unsynced.begin() + arrived,
                [&](const Naming& naming) { put(image.names, naming); });
  for (const auto& entry : fs::directory_iterator(folder_)) fs::remove_all(entry);
  for (const auto& [name, contents] : image.names) {
    const auto& length = image.lengths.at(contents.get());
    contents->synced = contents->written = length.synced + any(length.written - length.synced);
    fs::create_directories(fs::path(name).parent_path());
    fs::resize_file(contents->link, contents->written);
    fs::create_hard_link(contents->link, name);
  }
  unsynced_.clear();
  now_ = on_disk_ = std::move(image.names);
  steps_left_ = 0;
}

IOStatus Disk::NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                               std::unique_ptr<rocksdb::FSWritableFile>* result, IODebugContext* debug) {
  const std::lock_guard lock(mutex_);
  const auto path = plain(name);
  step(path);
  // A file of that name keeps its contents until the disk knows better.
  if (now_.contains(path)) fs::remove(path);
  auto status = target()->NewWritableFile(name, options, result, debug);
  if (!status.ok()) return status;
  auto contents = keep(path);
  rename(path, contents);
  *result = std::make_unique<File>(*this, path, std::move(contents), std::move(*result));
  return status;
}

IOStatus Disk::ReopenWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                  std::unique_ptr<rocksdb::FSWritableFile>* result, IODebugContext* debug) {
  const std::lock_guard lock(mutex_);
  const auto path = plain(name);
  step(path);
  const auto known = now_.find(path);
  if (known == now_.end()) return IOStatus::NotSupported("making a file by reopening it");
  auto status = target()->ReopenWritableFile(name, options, result, debug);
  if (status.ok()) *result = std::make_unique<File>(*this, path, known->second, std::move(*result));
  return status;
}

IOStatus Disk::NewRandomRWFile(const std::string& /*name*/, const rocksdb::FileOptions& /*options*/,
                               std::unique_ptr<rocksdb::FSRandomRWFile>* /*result*/, IODebugContext* /*debug*/) {
  return IOStatus::NotSupported("writing anywhere in a file");
}

IOStatus Disk::NewDirectory(const std::string& name, const IOOptions& options,
                            std::unique_ptr<rocksdb::FSDirectory>* result, IODebugContext* debug) {
  auto status = target()->NewDirectory(name, options, result, debug);
  auto path = fs::path(plain(name));
  if (!path.has_filename()) path = path.parent_path();
  if (status.ok()) *result = std::make_unique<Folder>(*this, path.string(), std::move(*result));
  return status;
}

IOStatus Disk::DeleteFile(const std::string& name, const IOOptions& options, IODebugContext* debug) {
  const std::lock_guard lock(mutex_);
  const auto path = plain(name);
  step(path);
  auto status = target()->DeleteFile(name, options, debug);
  if (status.ok()) rename(path, nullptr);
  return status;
}

IOStatus Disk::RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                          IODebugContext* debug) {
  const std::lock_guard lock(mutex_);
  const auto path = plain(from);
  step(path);
  auto status = target()->RenameFile(from, to, options, debug);
  if (!status.ok()) return status;
  rename(plain(to), now_.at(path));
  rename(path, nullptr);
  return status;
}

IOStatus Disk::LinkFile(const std::string& from, const std::string& to, const IOOptions& options,
                        IODebugContext* debug) {
  const std::lock_guard lock(mutex_);
  const auto path = plain(from);
  step("link " + path);
  auto status = target()->LinkFile(from, to, options, debug);
  if (status.ok()) rename(plain(to), now_.at(path));
  return status;
}

}  // namespace vish::test
