//! Forms with files, for pages without JavaScript. Files stream through; never held in memory.
use actix_multipart::{Field, Multipart};
use bytes::Bytes;
use futures_util::StreamExt as _;

use super::error::Error;
use super::form::{Form, MAX_FORM};

/// Most parts in one form.
const MAX_PARTS: usize = 500;

/// A file on its way in. Read it to its end with [`FilePart::chunk`], or drop it to skip it.
pub struct FilePart<'a> {
    /// The form field it was chosen in.
    pub field: String,
    /// What the sender's machine called it; for a label only, never for a path.
    pub file_name: String,
    /// What the browser believes it is; a hint, never a fact.
    pub content_type: Option<String>,
    first: Option<Bytes>,
    rest: &'a mut Field,
}

impl FilePart<'_> {
    /// The next bytes, or `None` at the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        next_bytes(self.rest).await
    }
}

/// Reads a form; every file that was chosen goes to `sink` as it arrives, between the text
/// fields around it. File inputs left empty are passed over.
pub async fn read(
    mut parts: Multipart,
    mut sink: impl AsyncFnMut(&Form, FilePart<'_>) -> Result<(), Error>,
) -> Result<Form, Error> {
    let mut form = Form::default();
    let mut room = MAX_FORM;
    let mut count = 0;
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| Error::Unreadable)?;
        count += 1;
        if count > MAX_PARTS {
            return Err(Error::TooLarge);
        }
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part
            .content_disposition()
            .and_then(|disposition| disposition.get_filename().map(str::to_owned));
        let Some(file_name) = file_name else {
            let value = part
                .bytes(room)
                .await
                .map_err(|_| Error::TooLarge)?
                .map_err(|_| Error::Unreadable)?;
            room = room.saturating_sub(value.len());
            form.push(name, &value);
            continue;
        };
        // An empty file input sends a part with no name and no bytes.
        let first = next_bytes(&mut part).await?;
        if first.is_none() && file_name.is_empty() {
            continue;
        }
        let content_type = part.content_type().map(ToString::to_string);
        sink(
            &form,
            FilePart {
                field: name,
                file_name,
                content_type,
                first,
                rest: &mut part,
            },
        )
        .await?;
    }
    Ok(form)
}

async fn next_bytes(field: &mut Field) -> Result<Option<Bytes>, Error> {
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(|_| Error::Unreadable)?;
        if !chunk.is_empty() {
            return Ok(Some(chunk));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

    fn parts(body: &str) -> Multipart {
        let mut headers = HeaderMap::new();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("multipart/form-data; boundary=B"),
        );
        let body = Bytes::from(body.replace('\n', "\r\n"));
        Multipart::new(&headers, futures_util::stream::iter([Ok(body)]))
    }

    #[actix_web::test]
    async fn text_and_files_come_apart() {
        let body = "--B\nContent-Disposition: form-data; name=\"title\"\n\nSiân\n\
            --B\nContent-Disposition: form-data; name=\"film\"; filename=\"a.mp4\"\nContent-Type: video/mp4\n\n12345\n\
            --B\nContent-Disposition: form-data; name=\"photo\"; filename=\"\"\n\n\n--B--\n";
        let mut seen = Vec::new();
        let form = read(parts(body), async |form: &Form, mut file: FilePart<'_>| {
            let mut size = 0;
            while let Some(chunk) = file.chunk().await? {
                size += chunk.len();
            }
            seen.push((
                form.typed("title"),
                file.field.clone(),
                file.file_name.clone(),
                size,
            ));
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(form.get("title"), "Siân");
        assert_eq!(seen, [("Siân".into(), "film".into(), "a.mp4".into(), 5)]);
    }

    #[actix_web::test]
    async fn a_form_cut_short_is_unreadable_not_a_crash() {
        let body = "--B\nContent-Disposition: form-data; name=\"film\"; filename=\"a.mp4\"\n\n123";
        let answer = read(parts(body), async |_: &Form, mut file: FilePart<'_>| {
            while file.chunk().await?.is_some() {}
            Ok(())
        })
        .await;
        assert!(matches!(answer, Err(Error::Unreadable)));
    }
}
