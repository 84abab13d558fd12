#include "console/render/canvas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace anxin {

Result<bool> Canvas::resize(int w, int h) {
  if (w == target_.w && h == target_.h) return false;
  auto target = gl::make_target(std::max(1, w), std::max(1, h));
  if (!target) return std::unexpected(target.error());
  target_ = std::move(*target);
  return true;
}

void Canvas::bind() const {
  glBindFramebuffer(GL_FRAMEBUFFER, target_.framebuffer.name());
  glDisable(GL_SCISSOR_TEST);
  glViewport(0, 0, target_.w, target_.h);
}

void Canvas::clear(const PixelRect& area, Colour32 colour) const {
  bind();
  glEnable(GL_SCISSOR_TEST);
  glScissor(static_cast<int>(std::floor(area.x)), target_.h - static_cast<int>(std::ceil(area.y + area.h)),
            static_cast<int>(std::ceil(area.w)), static_cast<int>(std::ceil(area.h)));
  glClearColor(static_cast<float>(colour & 0xFF) / 255.0f, static_cast<float>((colour >> 8) & 0xFF) / 255.0f,
               static_cast<float>((colour >> 16) & 0xFF) / 255.0f, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  glDisable(GL_SCISSOR_TEST);
}

void Canvas::show_in_window(int w, int h, const std::vector<PixelRect>& areas) const {
  glBindFramebuffer(GL_READ_FRAMEBUFFER, target_.framebuffer.name());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
  glDisable(GL_SCISSOR_TEST);
  const int common_w = std::min(w, target_.w), common_h = std::min(h, target_.h);
  for (const PixelRect& area : areas) {
    const int x0 = std::max(0, static_cast<int>(area.x)),
              x1 = std::min(common_w, static_cast<int>(area.x + area.w));
    const int y0 = std::max(0, static_cast<int>(area.y)),
              y1 = std::min(common_h, static_cast<int>(area.y + area.h));
    if (x0 >= x1 || y0 >= y1) continue;
    glBlitFramebuffer(x0, target_.h - y1, x1, target_.h - y0, x0, h - y1, x1, h - y0, GL_COLOR_BUFFER_BIT,
                      GL_NEAREST);
  }
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

Picture Canvas::read() const {
  Picture out{target_.w, target_.h, {}};
  const std::size_t row = static_cast<std::size_t>(out.w) * 4;
  std::vector<std::uint8_t> upward(row * static_cast<std::size_t>(out.h));
  glBindFramebuffer(GL_READ_FRAMEBUFFER, target_.framebuffer.name());
  glReadPixels(0, 0, out.w, out.h, GL_RGBA, GL_UNSIGNED_BYTE, upward.data());
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  out.rgba.resize(upward.size());
  for (int y = 0; y < out.h; ++y) {
    std::copy_n(upward.begin() + static_cast<std::ptrdiff_t>(row) * (out.h - 1 - y), row,
                out.rgba.begin() + static_cast<std::ptrdiff_t>(row) * y);
  }
  return out;
}

void finish_drawing() { glFinish(); }

std::string driver_name() {
  const auto text = [](GLenum what) {
    const auto* s = reinterpret_cast<const char*>(glGetString(what));
    return s != nullptr ? s : "?";
  };
  return fmt::format("{}, {}, {}", text(GL_VENDOR), text(GL_RENDERER), text(GL_VERSION));
}

bool back_buffer_stays() {
  const std::string name = driver_name();
  return name.find("llvmpipe") != std::string::npos || name.find("softpipe") != std::string::npos;
}

}  // namespace anxin
