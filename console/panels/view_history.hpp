// View undo and camera moves: the view (camera, filters, selection, set) as steps that can be taken back, and
// the 200 ms ease to a new camera (UX 10.1, 10.2). Never undoes data. UI thread.
#pragma once
#include "console/panels/panels.hpp"

namespace anxin {

// The camera follows the view (frame start), the view the camera (after a pan or a zoom).
void camera_from_view(PanelContext&);
void view_from_camera(PanelContext&);

// Call before a change of the view; at most 50 steps are kept, and what was undone is forgotten.
void remember_view(PanelContext&);
void undo_view(PanelContext&);
void redo_view(PanelContext&);

// To a camera: eased when the target is within two screens, else (and in a snapshot) cut.
void move_camera(PanelContext&, MapXY centre, double metres_per_px);
void step_camera(PanelContext&);
// The whole city, as it is first shown.
void fit_city(PanelContext&);
void fit_box(PanelContext&, MapXY lower, MapXY upper, float margin);

void select_project(PanelContext&, std::string_view id);

}  // namespace anxin
