// The desk screen as one picture: the map from render, the panels from panels, kept in a canvas and redrawn
// where it changed. The same object draws in the window, for a snapshot, in tests and in measurements; only
// who makes the GL context and feeds the pointer differs. UI thread, with a current OpenGL 3.3 context, from
// creation to destruction.
#pragma once
#include <memory>

#include "console/panels/panels.hpp"
#include "console/render/map_renderer.hpp"
#include "console/window/atlas.hpp"

namespace anxin {

class DeskScreen {
 public:
  // What one draw() did.
  struct Drawn {
    bool drew = false;               // the canvas changed
    bool exact = true;               // the map is that of this camera; else draw again soon
    bool complete = false;           // map, legend, table, inset: all there and exact
    double next_s = 0;               // panels want another frame by then; 0: no need
    std::size_t uploaded_bytes = 0;  // of the map
    std::vector<PixelRect> areas;    // of the canvas that were drawn again
  };

  static Result<std::unique_ptr<DeskScreen>> create(const MapFonts& fonts, const ViewState& view);
  ~DeskScreen();
  DeskScreen(const DeskScreen&) = delete;
  DeskScreen& operator=(const DeskScreen&) = delete;

  void use_atlas(const FontAtlas& atlas);
  [[nodiscard]] bool has_atlas() const;

  // Without a window: gives ImGui the size and the time since the last frame. With one, ImGui's GLFW back end
  // does it.
  void begin_off_screen(int w, int h, float elapsed_s);
  // One frame; the ImGui platform has begun. `budget_ms` as MapRenderer::update.
  [[nodiscard]] Result<Drawn> draw(const Frame& frame, double seconds, double budget_ms, Outbox& outbox);
  // When nothing is to be drawn: does a bit of work ahead of the next pan. True while there is more.
  bool work_ahead();
  void draw_all_next();  // the canvas is stale as a whole (a window came back)

  [[nodiscard]] const Canvas& canvas() const;
  [[nodiscard]] const Camera& camera() const;
  [[nodiscard]] ViewState& view();
  [[nodiscard]] PanelState& panel_state();
  [[nodiscard]] const Scene& scene() const;

 private:
  struct Parts;
  explicit DeskScreen(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace anxin
