namespace Crm.Actors.Observability.Listening;

/// <summary>What a <see cref="SideListener"/> answers.</summary>
/// <param name="Url">Where it listens; see <see cref="ListenUrl"/>.</param>
/// <param name="IsReady">Whether the program can do its work; asked at each probe.</param>
public sealed record SideListenerOptions(string Url, Func<Task<bool>> IsReady);
