// Keeps the map's layers of the dispatch view in step with the Frame: from the tables, the roads and the
// advice that the desk publishes to a DispatchScene; only what came from something that is another now is
// made anew. UI thread.
#pragma once
#include <memory>
#include <string>

#include "console/desk/frame.hpp"
#include "console/render/label_layer.hpp"
#include "console/scene/dispatch.hpp"

namespace anxin {

class DispatchLayers {
 public:
  void refresh(const Frame& frame, const ViewState& view, const BaseMap& base, MapXY origin);
  // For this scale; plates keep clear of the names.
  void place(const Camera& camera, const PlacedLabels& names);
  [[nodiscard]] const DispatchScene& scene() const { return scene_; }
  // What names are placed from: the base map's anchors and, where roads are installed, their names.
  [[nodiscard]] const BaseMap& names(const BaseMap& base) const { return net_ ? named_ : base; }
  // Boxes of units and incidents, as placed, where a district's name may go; placed for the scale of
  // `names_camera`.
  [[nodiscard]] static std::vector<PixelRect> boxes_near(const DispatchScene& scene, const BaseMap& base,
                                                         const Camera& names_camera);
  // What a supervising unit's name carries while uncovered districts are shown: the functions it would lose.
  [[nodiscard]] static std::string lost_functions(const Frame& frame, const ViewState& view,
                                                  const std::string& unit_code);

 private:
  void refresh_ground(const Frame& frame, const ViewState& view, const BaseMap& base, MapXY origin);
  void refresh_marks(const Frame& frame, const ViewState& view, MapXY origin);

  DispatchScene scene_;
  BaseMap named_;
  MapXY origin_;
  // What it was made from.
  std::shared_ptr<const RoadNet> net_;
  std::shared_ptr<const RoadLines> lines_;
  std::shared_ptr<const Operations> operations_, closures_from_;
  std::shared_ptr<const ReachBands> reach_;
  std::shared_ptr<const Advice> advice_, uncovered_from_;
  std::shared_ptr<const std::vector<UnderWay>> under_way_;
  std::string selected_, selected_for_ground_, language_;
  bool bands_shown_ = false, uncovered_shown_ = false, made_ = false;
  std::int64_t minute_ = 0, closure_minute_ = 0;
  // What the marks were placed for.
  std::uint64_t placed_marks_ = 0, placed_names_ = 0;
  double placed_scale_ = 0;
  float placed_ui_ = 0;
};

}  // namespace anxin
