#include "console/window/screen_options.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace anxin {
namespace {

constexpr double kPixelM = 0.00028;  // as console/scene/camera.hpp

}  // namespace

ViewState view_from(const ScreenOptions& options, const ViewState& remembered) {
  ViewState view = remembered;
  if (options.theme) view.theme = *options.theme;
  if (options.language) view.language = *options.language;
  if (options.ui_scale) view.ui_scale = std::clamp(*options.ui_scale, 0.5f, 4.0f);
  return view;
}

Status place_selection(const Frame& frame, const ScreenOptions& options, ViewState& view) {
  const Registry* registry = frame.world.registry.get();
  if (options.select && registry != nullptr) {
    const Index project = registry->find_project(*options.select);
    if (project == kNone) {
      return fail(ErrorCode::NotFound, fmt::format("数据中没有项目 {}。", *options.select),
                  fmt::format("The store has no project {}.", *options.select));
    }
    view.selected = *options.select;
    if (options.scale_denominator) {
      view.camera_x = registry->xy[project].x(), view.camera_y = registry->xy[project].y();
    }
  }
  if (options.scale_denominator) {
    // ViewState keeps metres_per_px at UI scale 1.
    const double denominator = std::clamp(*options.scale_denominator, 2'000.0, 1'500'000.0);
    view.metres_per_px = denominator * kPixelM;
    if (view.camera_x == 0 && frame.base) {
      view.camera_x = (frame.base->lower.x() + frame.base->upper.x()) / 2;
      view.camera_y = (frame.base->lower.y() + frame.base->upper.y()) / 2;
    }
  }
  return {};
}

}  // namespace anxin
