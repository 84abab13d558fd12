// The map on the screen: draws a Scene into a cached picture that is larger than the view, copies it to the
// canvas, and keeps it between frames. Panning draws only the strips that come in. A new scale, theme or
// filter is drawn aside within a time budget while the old picture is shown, stretched; the exact one follows
// as soon as it is whole. One changed project or unit uploads its bytes and redraws its rectangle. Nothing
// changed: nothing is uploaded or drawn. Thread: the one whose context is current; it must be current at
// destruction.
#pragma once
#include <limits>
#include <memory>
#include <vector>

#include "console/render/cache.hpp"
#include "console/render/canvas.hpp"
#include "console/render/label_layer.hpp"
#include "console/scene/dispatch.hpp"
#include "console/scene/scene.hpp"

namespace anxin {

class MapRenderer {
 public:
  struct Input {
    const Scene& scene;
    const Camera& camera;
    const Style& style;
    const PlacedLabels& labels;
    const DispatchScene* dispatch = nullptr;  // the dispatch view's layers; null: another view
    bool exercise = false;                    // 演练: the watermark over everything
  };
  // What one update did.
  struct Outcome {
    bool exact = true;              // present() shows this camera and this scene; else call update() again
    std::vector<PixelRect> damage;  // of the window, that present() must redraw; empty when nothing changed
    std::size_t uploaded_bytes = 0;
    std::size_t drawn_px = 0;   // of the cached picture
    std::size_t ground_px = 0;  // of them drawn with districts and roads anew, not copied
    std::size_t drawn_symbols = 0;
  };
  static constexpr double kNoLimit = std::numeric_limits<double>::infinity();

  static Result<std::unique_ptr<MapRenderer>> create(const MapFonts& fonts);
  ~MapRenderer();

  // Brings the cached picture towards the input, spending about `budget_ms` on a new picture; a strip needed
  // now is always drawn.
  [[nodiscard]] Result<Outcome> update(const Input& input, double budget_ms = kNoLimit);
  // Copies the map into the canvas within `area` (window px, inside the camera's view).
  void present(const Canvas& canvas, const Camera& camera, const Style& style, const PixelRect& area);
  // For idle moments: widens the cached margin by one strip. True while there is more to do.
  bool work_ahead(const Input& input);

 private:
  struct Parts;
  explicit MapRenderer(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace anxin
