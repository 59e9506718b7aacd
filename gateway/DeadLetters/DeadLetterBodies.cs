using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.DeadLetters;

/// <summary>Reads which dead letters are meant.</summary>
internal static class DeadLetterBodies
{
    public const string Ids = "ids";
    public const string All = "all";

    /// <summary>The members of both bodies.</summary>
    public static readonly MemberNames Members = new(Ids, All);

    /// <summary>Those named, and all when none is: a replay does no harm.</summary>
    public static WhichLetters Replay(ref StrictJson json, CommandContext context)
    {
        var (ids, _) = Read(ref json);
        return new WhichLetters(context.Caller, ids);
    }

    /// <summary>Those named, or all when that is said in so many words: what is dropped is gone.</summary>
    public static WhichLetters Drop(ref StrictJson json, CommandContext context)
    {
        var (ids, all) = Read(ref json);
        json.Demand(Ids, all || ids.Length > 0, "must name at least one, unless \"all\" is true");
        return new WhichLetters(context.Caller, ids);
    }

    private static (ImmutableArray<string> Ids, bool All) Read(ref StrictJson json)
    {
        ImmutableArray<string> ids = [];
        var all = false;
        while (json.Next(Members, out var name))
        {
            if (name is All) all = json.Flag().Value ?? false;
            else ids = json.Texts().Value ?? [];
        }

        json.Demand(Ids, ids.Length <= DeadLetterRequests.MaxLimit, $"must be at most {DeadLetterRequests.MaxLimit}");
        json.Demand(All, !all || ids.Length == 0, "must not be true beside ids");
        return (ids, all);
    }
}
