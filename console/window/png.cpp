#include "console/window/png.hpp"

#include <fmt/format.h>
#include <stb_image_write.h>

#include <system_error>

namespace anxin {

Status write_png(const std::filesystem::path& file, const Picture& picture) {
  const std::filesystem::path part = file.string() + ".part";
  std::error_code fault;
  const bool drawn =
      picture.w > 0 && picture.h > 0 &&
      stbi_write_png(part.c_str(), picture.w, picture.h, 4, picture.rgba.data(), picture.w * 4) != 0;
  if (drawn) std::filesystem::rename(part, file, fault);
  if (drawn && !fault) return {};
  std::filesystem::remove(part, fault);
  return fail(ErrorCode::BadInput, fmt::format("图片无法写入：{}。", file.string()),
              fmt::format("The picture cannot be written: {}.", file.string()));
}

}  // namespace anxin
