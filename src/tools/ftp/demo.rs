//! What `sockctl demo` tries of ftp: a file that arrives, a wrong key that gets nothing, and the server's account.

use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;

use tempfile::TempDir;

use crate::cli::demo::Stage;
use crate::contract::Transport;

/// Bytes of the demo's file: more than the system keeps for a connection.
const LENGTH: u32 = 8 << 20;

/// Performs.
pub fn perform(stage: &mut Stage) {
    stage.enter("ftp");
    let folder = match prepare() {
        Ok(folder) => folder,
        Err(error) => {
            let nobody = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
            return stage.check(Transport::Tcp, nobody, "there is a file to send", Err(error.to_string()));
        }
    };
    let file = folder.path().join("file");
    let Some(server) = stage.serve(Transport::Tcp, &[&file.to_string_lossy()]) else { return };
    let mut sent = 0;
    for peer in server.addresses.clone() {
        if stage.is_stopped() {
            return;
        }
        let received = fetch(stage, peer, &file);
        sent += u64::from(received.is_ok());
        stage.check(Transport::Tcp, peer, "a file of 8 MiB arrives byte for byte", received);
        let refused = refuse(stage, peer, &file);
        stage.check(Transport::Tcp, peer, "a wrong key gets nothing", refused);
    }
    stage.skip_ipv6(2);
    stage.end(server, "the server ends when told to and counted what it sent", |played| {
        match played.summary("sent").as_u64() {
            Some(count) if count == sent => Ok(()),
            other => Err(format!("it counted {other:?} files, the clients {sent}")),
        }
    });
}

fn prepare() -> io::Result<TempDir> {
    let folder = TempDir::with_prefix("sockctl-demo-")?;
    let bytes: Vec<u8> = (0..LENGTH / 4).flat_map(u32::to_le_bytes).collect();
    fs::write(folder.path().join("file"), bytes)?;
    Ok(folder)
}

fn fetch(stage: &mut Stage, peer: SocketAddr, file: &Path) -> Result<(), String> {
    let copy = file.with_extension("copy");
    let text = copy.to_string_lossy();
    let played = stage.client(peer, &["-o", &text, "--force"]).map_err(|error| error.to_string())?;
    if played.status != Some(0) {
        return Err(format!("the client said {}", played.summary("reason")));
    }
    let read = |path: &Path| fs::read(path).map_err(|error| error.to_string());
    if read(file)? == read(&copy)? { Ok(()) } else { Err("the copy is another file".to_owned()) }
}

fn refuse(stage: &mut Stage, peer: SocketAddr, file: &Path) -> Result<(), String> {
    let copy = file.with_extension("refused");
    let text = copy.to_string_lossy();
    let flags = ["-o", &text, "--course-key", "WRONG_KEY!"];
    let played = stage.client(peer, &flags).map_err(|error| error.to_string())?;
    match (played.status, played.summary("result").as_str(), copy.exists()) {
        (Some(1), Some("key-refused"), false) => Ok(()),
        (_, result, _) => Err(format!("the client said {result:?}")),
    }
}
