#include "console/render/overlay.hpp"

#include <algorithm>

namespace anxin {

Status Overlay::create() {
  auto program = gl::make_program("overlay");
  if (!program) return std::unexpected(program.error());
  program_ = std::move(*program);
  GLuint name = 0;
  glGenTextures(1, &name);
  texture_ = gl::Texture(name);
  corners_buffer_ = gl::make_buffer();
  array_ = gl::make_vertex_array();
  glBindVertexArray(array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, corners_buffer_.name());
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, 0, nullptr);
  glEnableVertexAttribArray(0);
  glBindVertexArray(0);
  return {};
}

std::size_t Overlay::upload(const PaintedLayer& layer) {
  if (layer.touched.empty()) return 0;
  glBindTexture(GL_TEXTURE_2D, texture_.name());
  if (layer.w > w_ || layer.h > h_) {
    w_ = std::max(w_, layer.w), h_ = std::max(h_, layer.h);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, w_, h_, 0, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV, nullptr);
    for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
      glTexParameteri(GL_TEXTURE_2D, filter, GL_NEAREST);
  }
  // Only rows that hold a symbol travel.
  const int from = layer.touched.front().row * PaintBuffer::kTile;
  const int to = std::min(layer.h, (layer.touched.back().row + 1) * PaintBuffer::kTile);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, from, layer.w, to - from, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV,
                  layer.pixels + std::ptrdiff_t{from} * layer.w);
  glBindTexture(GL_TEXTURE_2D, 0);
  return static_cast<std::size_t>(layer.w) * static_cast<std::size_t>(to - from) * sizeof(Bgra);
}

void Overlay::draw(const PaintedLayer& layer, int x, int y, int w, int h) {
  corners_.clear();
  for (const auto& run : layer.touched) {
    const int tile = PaintBuffer::kTile;
    const auto x0 = static_cast<float>(std::max(x, run.column * tile)),
               y0 = static_cast<float>(std::max(y, run.row * tile));
    const auto x1 = static_cast<float>(std::min({x + w, layer.w, (run.column + run.columns) * tile}));
    const auto y1 = static_cast<float>(std::min({y + h, layer.h, (run.row + 1) * tile}));
    if (x0 < x1 && y0 < y1) corners_.insert(corners_.end(), {x0, y0, x1, y0, x0, y1, x1, y0, x1, y1, x0, y1});
  }
  if (corners_.empty()) return;
  glUseProgram(program_.name());
  gl::set(program_, "lower_px", static_cast<float>(x), static_cast<float>(y));
  gl::set(program_, "to_ndc", 2.0f / static_cast<float>(w), 2.0f / static_cast<float>(h));
  gl::set(program_, "texel_size", 1.0f / static_cast<float>(w_), 1.0f / static_cast<float>(h_));
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, texture_.name());
  glBindVertexArray(array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, corners_buffer_.name());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(corners_.size() * sizeof(float)), corners_.data(),
               GL_STREAM_DRAW);
  glEnable(GL_BLEND);
  glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(corners_.size() / 2));
  glBindVertexArray(0);
  glBindTexture(GL_TEXTURE_2D, 0);
}

}  // namespace anxin
