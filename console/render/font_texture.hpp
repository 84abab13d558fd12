// The interface's font atlas as a texture: one grey byte a texel, read as white with that alpha (a quarter of
// an RGBA atlas's memory). Thread: the one whose context is current.
#pragma once
#include <cstdint>
#include <vector>

#include "console/render/gl.hpp"

namespace anxin {

class FontTexture {
 public:
  void upload(int w, int h, const std::vector<std::uint8_t>& pixels);
  [[nodiscard]] GLuint name() const { return texture_.name(); }

 private:
  gl::Texture texture_;
};

}  // namespace anxin
