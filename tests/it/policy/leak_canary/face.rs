//! Faces that a program can tell apart: each a picture of one colour, as the pages serve it.
use super::world::World;

/// A colour for each story, far from all others.
pub fn face(number: usize) -> [u8; 3] {
    [0, 1, 2].map(|part| [20, 128, 235][number / 3_usize.pow(part) % 3])
}

/// The colour of a picture that everybody may see: it is near no face.
pub const NOBODYS: [u8; 3] = [74, 74, 74];

/// A picture of one colour.
pub fn picture(colour: [u8; 3]) -> Vec<u8> {
    let block = image::RgbImage::from_pixel(32, 32, image::Rgb(colour));
    let mut bytes = std::io::Cursor::new(Vec::new());
    block.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// The planted faces that a picture shows: each is a block of one colour.
pub fn faces(world: &World, bytes: &[u8]) -> Vec<usize> {
    let Ok(picture) = image::load_from_memory(bytes) else {
        return Vec::new();
    };
    let seen = picture
        .resize_exact(1, 1, image::imageops::FilterType::Triangle)
        .to_rgb8();
    let near = |colour: [u8; 3]| {
        let pairs = colour.iter().zip(seen.get_pixel(0, 0).0);
        pairs.map(|(one, other)| one.abs_diff(other)).max().unwrap() < 12
    };
    let planted = world.planted.iter().enumerate();
    planted
        .filter(|(_, one)| near(one.face))
        .map(|(number, _)| number)
        .collect()
}
