// An OpenGL 3.3 core context without a window or a display (surfaceless EGL): for snapshots, reports,
// measurements and tests. Thread: the one that made it, where it stays current until it goes.
#pragma once
#include <memory>

#include "geo/error.hpp"

namespace anxin {

class OffscreenContext {
 public:
  static Result<std::unique_ptr<OffscreenContext>> create();
  ~OffscreenContext();
  OffscreenContext(const OffscreenContext&) = delete;
  OffscreenContext& operator=(const OffscreenContext&) = delete;

 private:
  OffscreenContext(void* display, void* context) : display_(display), context_(context) {}
  void* display_;
  void* context_;
};

}  // namespace anxin
