// Slow work off the caller's thread: closures on one worker, first in first out. A newer request with the
// same tag replaces an older one that has not begun. The only place (with the gateway) where threads are
// made.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace anxin {

class Jobs {
 public:
  Jobs();
  ~Jobs();  // the job that runs is finished, those that wait are dropped
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  // An empty tag never replaces and is never replaced.
  void post(std::string tag, std::function<void()> work);
  [[nodiscard]] bool idle() const;  // nothing runs and nothing waits
  void wait_idle();
  void stop();  // as the destructor does; what is posted afterwards is never begun

 private:
  struct Item {
    std::string tag;
    std::function<void()> work;
  };
  void run();
  mutable std::mutex mutex_;
  std::condition_variable wake_, quiet_;
  std::deque<Item> items_;
  bool running_ = false, stop_ = false;
  std::thread thread_;
};

}  // namespace anxin
