#include "server/app/uploads.h"

#include <boost/asio/post.hpp>
#include <utility>

namespace vish::server {

struct Uploads::Running {
  std::string aansluitcode;
  proto::Oin oin;
  Executor executor;
  BodyReader* body;          ///< null after the upload; for the thread of the executor only
  std::optional<Cut> cut{};  ///< for that thread only
};

Uploads::Upload::Upload(Uploads& all, std::string aansluitcode, proto::Oin oin, const Executor& executor,
                        BodyReader& body)
    : all_(all) {
  auto running = std::make_shared<Running>(Running{std::move(aansluitcode), std::move(oin), executor, &body});
  const std::lock_guard lock(all_.mutex_);
  place_ = all_.running_.insert(all_.running_.end(), std::move(running));
  if (all_.stopping_) all_.cut(*place_, Cut::stop);
}

Uploads::Upload::~Upload() {
  (*place_)->body = nullptr;
  const std::lock_guard lock(all_.mutex_);
  all_.running_.erase(place_);
}

std::optional<Cut> Uploads::Upload::cut() const { return (*place_)->cut; }

void Uploads::cut_if(const Ends& ends) {
  const std::lock_guard lock(mutex_);
  for (const auto& running : running_) {
    if (ends(running->aansluitcode, running->oin)) cut(running, Cut::rights);
  }
}

void Uploads::cut_for_decision(const std::string& aansluitcode) {
  const std::lock_guard lock(mutex_);
  for (const auto& running : running_) {
    if (running->aansluitcode == aansluitcode) cut(running, Cut::besluit);
  }
}

void Uploads::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  for (const auto& running : running_) cut(running, Cut::stop);
}

bool Uploads::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void Uploads::cut(const std::shared_ptr<Running>& running, Cut why) {
  asio::post(running->executor, [running, why] {
    if (running->body == nullptr || running->cut) return;
    running->cut = why;
    running->body->interrupt();
  });
}

}  // namespace vish::server
