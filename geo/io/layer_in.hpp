// One layer of an open dataset into plain values, within bounds. For this folder only. Thread: that of the
// dataset.
#pragma once
#include <gdal_priv.h>

#include <string>
#include <string_view>

#include "geo/io/gdal_scope.hpp"
#include "geo/io/vector_in.hpp"

class OGRLayer;

namespace anxin {

struct CloseDataset {
  void operator()(GDALDataset* d) const { GDALClose(d); }
};

struct LayerReading {
  std::string file;  // as shown in a sentence
  std::string_view format;
  const VectorLimits& limits;
  bool is_utf8 = true;  // else texts come as the file's own bytes, for the caller to decode
};
[[nodiscard]] Result<VectorLayer> read_layer(OGRLayer& layer, const LayerReading& reading,
                                             const GdalScope& gdal);

[[nodiscard]] std::unexpected<Error> unreadable(const std::string& file, std::string_view format,
                                                std::string_view why);

}  // namespace anxin
