// The map's labels on the graphics card: halo and glyphs of every label placed for one scale of the whole
// city, drawn into the cached map rectangle by rectangle. Thread: the one whose context is current.
#pragma once
#include <initializer_list>
#include <optional>
#include <vector>

#include "console/render/gl.hpp"
#include "console/render/glyphs.hpp"
#include "console/render/projection.hpp"
#include "console/scene/scene.hpp"

namespace anxin {

// Labels, the camera they were placed for, and a number that moves when either changes.
struct PlacedLabels {
  std::vector<Label> labels;
  Camera camera;
  std::uint64_t revision = 0;
};

class LabelLayer {
 public:
  [[nodiscard]] Status create(const MapFonts& fonts);
  std::size_t update(const PlacedLabels& placed, MapXY origin);  // bytes uploaded
  void draw(const Projection& to, const Style& style, std::initializer_list<LabelKind> kinds,
            Colour32 faint);  // of facts and of roads' names
  struct Inks {
    Colour32 halo, name, faint;
  };
  void draw(const Projection& to, const Inks& inks, std::initializer_list<LabelKind> kinds);

 private:
  struct Corner {
    float x, y, u, v, role;
  };
  struct Span {
    int first, count;
    float x0, y0, x1, y1;
    LabelKind kind;
  };  // corners of one label and their box, map px
  void add(const Label& label, float x, float y);
  void add_line(const std::u32string& text, float em, bool bold, float x, float y, float turn, float role,
                float halo);

  std::optional<Glyphs> glyphs_;
  gl::Program program_;
  gl::Buffer corners_buffer_;
  gl::VertexArray array_;
  gl::Texture texture_;
  std::vector<Corner> corners_;
  std::vector<Span> spans_;
  std::vector<int> firsts_, counts_;
  std::uint64_t revision_ = 0, glyph_revision_ = 0;
};

}  // namespace anxin
