using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.Benchmarks.Edits.Ours;

/// <summary>The databases of a silo.</summary>
internal sealed record SiloUrls(string Writer, string Reader, string Orleans)
{
    public static SiloUrls Of(TestDatabase database) => new(database.WriterUrl, database.ReaderUrl, database.OrleansUrl);
}
