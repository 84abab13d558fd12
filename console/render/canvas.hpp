// The picture of the whole window, kept between frames so that a frame redraws only what changed: the map is
// copied in, panels are drawn over it, and the result goes to the window or is read back for a snapshot.
// Origin of pixels: lower left inside, top left in what leaves. Thread: the one whose context is current.
#pragma once
#include <cstdint>
#include <vector>

#include "console/render/gl.hpp"
#include "console/scene/camera.hpp"
#include "console/scene/style.hpp"

namespace anxin {

// Rows from the top, 4 bytes a pixel, r g b a.
struct Picture {
  int w = 0, h = 0;
  std::vector<std::uint8_t> rgba;
};

class Canvas {
 public:
  // Makes room for w x h pixels; true when the size changed, and then nothing that was drawn remains.
  [[nodiscard]] Result<bool> resize(int w, int h);
  void bind() const;  // drawing goes here, whole viewport, no scissor
  void clear(const PixelRect& area, Colour32 colour) const;
  // Copies these parts (window px) to the window's own framebuffer of w x h; the caller swaps. A copy to a
  // window turns the picture upside down, which the software rasteriser does pixel by pixel: 17 ms of
  // processor time for 1080p, so parts matter.
  void show_in_window(int w, int h, const std::vector<PixelRect>& areas) const;
  [[nodiscard]] Picture read() const;  // waits for the drawing to finish
  [[nodiscard]] int w() const { return target_.w; }
  [[nodiscard]] int h() const { return target_.h; }
  [[nodiscard]] GLuint framebuffer() const { return target_.framebuffer.name(); }

 private:
  gl::Target target_;
};

// Waits until everything asked for is drawn (measurements, snapshots).
void finish_drawing();
// Who draws: vendor, renderer and version as the driver says them.
[[nodiscard]] std::string driver_name();
// Whether the window's back buffer still holds the last frame after a swap. Known of Mesa's software
// rasterisers, which copy it out; a graphics card may hand over another buffer.
[[nodiscard]] bool back_buffer_stays();

}  // namespace anxin
