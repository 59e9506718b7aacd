using System.Reflection;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.UnitTests.Gateway.Fakes;

namespace Crm.Actors.UnitTests.Telegram;

/// <summary>One deal with its pipeline, as far as the bot asks for them. Commands of a known key are answered as the first time.</summary>
public class BotGrains : DispatchProxy
{
    private readonly Dictionary<string, CommandResult<DealView>> _known = new(StringComparer.Ordinal);
    private readonly FakePipelines _pipelines = new();
    private IDealGrain _deal = null!;

    public DealView Deal { get; set; } = FakeDeal.Sample with { Title = "Ten pumps", Version = 7, Stage = "new" };

    /// <summary>Whether nothing answers.</summary>
    public bool IsAway { get; set; }

    public List<CreateNote> Notes { get; } = [];

    public List<ConfirmTelegram> Confirmed { get; } = [];

    /// <summary>How confirming a code ends.</summary>
    public Rejection? CodeRejection { get; set; }

    public static (IGrainFactory Factory, BotGrains Grains) Create()
    {
        var factory = Create<IGrainFactory, BotGrains>();
        var grains = (BotGrains)(object)factory;
        grains._deal = DealDouble.Of(grains);
        return (factory, grains);
    }

    internal Task<CommandResult<DealView>> Read() => Task.FromResult(IsAway ? Away : new CommandResult<DealView>(Deal, 1, null));

    internal Task<CommandResult<DealView>> Move(MoveDealStage command)
    {
        if (IsAway)
            return Task.FromResult(Away);
        if (!_known.TryGetValue(command.Context.IdempotencyKey!, out var result))
            _known[command.Context.IdempotencyKey!] = result = Decide(command);
        return Task.FromResult(result);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var grain = targetMethod!.GetGenericArguments()[0];
        if (grain == typeof(IDealGrain)) return _deal;
        if (grain == typeof(IPipelineGrain)) return _pipelines;
        if (grain == typeof(IDealQueriesGrain)) return new DealsDouble(this);
        if (grain == typeof(INoteGrain)) return new NoteDouble(this, (Guid)args![0]!);
        return grain == typeof(ITelegramLinksGrain) ? new LinksDouble(this) : throw new NotSupportedException(grain.Name);
    }

    private static CommandResult<DealView> Away { get; } = new(null, 0, new Rejection(RejectionCode.Unavailable, "away"));

    private CommandResult<DealView> Decide(MoveDealStage command)
    {
        if (command.Context.IfMatch is { } version && version != Deal.Version)
            return new(null, 0, new Rejection(RejectionCode.VersionMismatch, "changed") { CurrentVersion = Deal.Version });
        Deal = Deal with { Stage = command.Stage, Version = Deal.Version + 1 };
        return new(Deal, 1, null);
    }
}
