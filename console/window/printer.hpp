// Ctrl+P: the screen as it is (PNG) and the page of its view (PDF, console/page), written beside the store
// under names that nothing has yet. The map is drawn at once, the files are written as a job. UI thread.
#pragma once
#include <filesystem>
#include <functional>
#include <mutex>
#include <vector>

#include "console/desk/jobs.hpp"
#include "console/window/screen.hpp"

namespace anxin {

class Printer {
 public:
  // `wake` is called from the worker when take() has something.
  Printer(std::filesystem::path store, std::function<void()> wake);
  void print(DeskScreen&, const Frame&);
  [[nodiscard]] std::vector<Notice> take();  // where the files are, or why there are none

 private:
  void say(Notice);
  std::filesystem::path store_;
  std::function<void()> wake_;
  std::mutex mutex_;
  std::vector<Notice> said_;
  Jobs jobs_;  // last: it stops before what it uses goes
};

}  // namespace anxin
