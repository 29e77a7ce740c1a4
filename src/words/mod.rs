//! The words of storytellers' pages, in English and in Welsh: Project Fluent, `locales/<language>/<room>.ftl`.
//! Must never hold a sentence itself, and knows no page.
//!
//! A message is `easy-<room>-<what>`, in the same file of both languages, with the same variables. A page says
//! it with `say!("easy-telling-film")`, a template with `{{ say(key="easy-telling-film") }}`; both take
//! variables: `say!("easy-home-hello", name = who)`, `{{ say(key="easy-home-hello", name=layout.name) }}`.
//! Keys are written out where they are used, so that a test knows which are missing and which nobody says.
//! Which language it is stands around the request ([`speaking`]); work without a reader speaks English.
mod book;
mod language;
mod refused;
pub mod terms;

#[cfg(test)]
mod tests;

pub use self::book::{Args, said, say};
pub use self::language::{choose, current, for_now, speaking};
pub use self::refused::refused;

/// One message in the language of this request, as a `String`.
#[macro_export]
macro_rules! say {
    ($key:literal) => {
        $crate::words::say($key, &$crate::words::Args::new())
    };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut args = $crate::words::Args::new();
        $(args.set(stringify!($name), $value);)+
        $crate::words::say($key, &args)
    }};
}
