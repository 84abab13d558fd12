// Lays the painted symbols over the ground in the cached map: one upload, one draw of the squares that hold
// any. Thread: the one whose context is current.
#pragma once
#include <vector>

#include "console/render/gl.hpp"
#include "console/render/paint.hpp"

namespace anxin {

class Overlay {
 public:
  [[nodiscard]] Status create();
  // Uploads the layer (bytes returned); draw() then puts pieces of it into the bound target.
  std::size_t upload(const PaintedLayer& layer);
  // The part of the layer that starts at (x, y) and fills the present viewport of w x h px.
  void draw(const PaintedLayer& layer, int x, int y, int w, int h);

 private:
  gl::Program program_;
  gl::Texture texture_;
  gl::Buffer corners_buffer_;
  gl::VertexArray array_;
  std::vector<float> corners_;
  int w_ = 0, h_ = 0;
};

}  // namespace anxin
