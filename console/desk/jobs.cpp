#include "console/desk/jobs.hpp"

#include <algorithm>
#include <utility>

namespace anxin {

Jobs::Jobs() : thread_([this] { run(); }) {}

Jobs::~Jobs() { stop(); }

void Jobs::stop() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    items_.clear();
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Jobs::post(std::string tag, std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    const auto same =
        tag.empty() ? items_.end()
                    : std::find_if(items_.begin(), items_.end(), [&](const Item& i) { return i.tag == tag; });
    if (same != items_.end()) {
      same->work = std::move(work);
    } else {
      items_.push_back({std::move(tag), std::move(work)});
    }
  }
  wake_.notify_one();
}

bool Jobs::idle() const {
  const std::lock_guard lock(mutex_);
  return !running_ && items_.empty();
}

void Jobs::wait_idle() {
  std::unique_lock lock(mutex_);
  quiet_.wait(lock, [this] { return !running_ && items_.empty(); });
}

void Jobs::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stop_ || !items_.empty(); });
    if (stop_) return;
    Item item = std::move(items_.front());
    items_.pop_front();
    running_ = true;
    lock.unlock();
    item.work();
    item.work = nullptr;  // what the closure holds goes before anyone is told that it is quiet
    lock.lock();
    running_ = false;
    if (items_.empty()) quiet_.notify_all();
  }
}

}  // namespace anxin
