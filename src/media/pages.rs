//! Small pages of text beside the films, under `journal/`: written once, never swept.
use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::path::Path;
use object_store::{ObjectStoreExt as _, PutMode, PutOptions, PutPayload};

use super::{Error, Media};

const ROOT: &str = "journal";

fn path(name: &str) -> Path {
    Path::from_iter([ROOT, name])
}

impl Media {
    /// The names of all pages, in no order.
    pub async fn pages(&self) -> Result<Vec<String>, Error> {
        let root = Path::from(ROOT);
        let found: Vec<_> = self.objects().list(Some(&root)).try_collect().await?;
        let name = |object: &object_store::ObjectMeta| object.location.filename().map(ToOwned::to_owned);
        Ok(found.iter().filter_map(name).collect())
    }

    /// All of a page.
    pub async fn page(&self, name: &str) -> Result<Bytes, Error> {
        Ok(self.objects().get(&path(name)).await?.bytes().await?)
    }

    /// Keeps a page. One that is there already stays as it is.
    pub async fn put_page(&self, name: &str, bytes: Bytes) -> Result<(), Error> {
        let options = PutOptions::from(PutMode::Create);
        let page = PutPayload::from_bytes(bytes);
        let put = self.objects().put_opts(&path(name), page, options).await;
        match put.map_err(Error::from) {
            Ok(_) | Err(Error::Taken) => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// Removes a page whose lines are in another.
    pub async fn remove_page(&self, name: &str) -> Result<(), Error> {
        match self.objects().delete(&path(name)).await.map_err(Error::from) {
            Err(Error::NotFound) => Ok(()),
            other => other,
        }
    }
}
