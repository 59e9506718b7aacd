using System.Reflection;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;

namespace Crm.Actors.UnitTests.Telegram;

/// <summary>The deal of <see cref="BotGrains"/>.</summary>
public class DealDouble : DispatchProxy
{
    private BotGrains _grains = null!;

    public static IDealGrain Of(BotGrains grains)
    {
        var deal = Create<IDealGrain, DealDouble>();
        ((DealDouble)(object)deal)._grains = grains;
        return deal;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IDealGrain.Get) => _grains.Read(),
        nameof(IDealGrain.MoveStage) => _grains.Move((MoveDealStage)args![0]!),
        var other => throw new NotSupportedException(other),
    };
}

/// <summary>Lists of it.</summary>
internal sealed class DealsDouble(BotGrains grains) : IDealQueriesGrain
{
    public async Task<CommandResult<DealPage>> List(ListDeals query)
    {
        var read = await grains.Read();
        if (read.Value is not { } deal)
            return new(null, 0, read.Rejection);
        var isFound = query.Text is null || deal.Title.Contains(query.Text, StringComparison.OrdinalIgnoreCase);
        return new(new DealPage(isFound ? [deal] : [], null), 1, null);
    }

    public Task<CommandResult<HistoryPage>> History(GetDealHistory query) => throw new NotSupportedException();

    public Task<CommandResult<DealView>> AsOf(GetDealAsOf query) => throw new NotSupportedException();

    public Task<CommandResult<DealDiff>> Diff(GetDealDiff query) => throw new NotSupportedException();
}

/// <summary>Notes on it.</summary>
internal sealed class NoteDouble(BotGrains grains, Guid id) : INoteGrain
{
    public Task<CommandResult<NoteView>> Get(Caller caller, Guid dealId) => throw new NotSupportedException();

    public Task<CommandResult<NoteView>> Create(CreateNote command)
    {
        grains.Notes.Add(command);
        var note = new NoteView
        {
            Id = id,
            Version = 1,
            DealId = command.DealId,
            AuthorId = command.Context.Caller.UserId,
            Text = command.Text,
            CreatedAt = BotRig.Now,
            UpdatedAt = BotRig.Now,
        };
        return Task.FromResult(new CommandResult<NoteView>(note, 1, null));
    }

    public Task<CommandResult<NoteView>> Edit(EditNote command) => throw new NotSupportedException();
}

/// <summary>Links of chats.</summary>
internal sealed class LinksDouble(BotGrains grains) : ITelegramLinksGrain
{
    public Task<CommandResult<TelegramCode>> IssueCode(Caller caller) => throw new NotSupportedException();

    public Task<CommandResult<TelegramLink>> Confirm(ConfirmTelegram command)
    {
        grains.Confirmed.Add(command);
        return Task.FromResult(grains.CodeRejection is { } rejection
            ? new CommandResult<TelegramLink>(null, 0, rejection)
            : new CommandResult<TelegramLink>(new TelegramLink(BotRig.UserId, command.ChatId, command.Username, BotRig.Now), 1, null));
    }

    public Task<CommandResult<TelegramLink>> Get(Caller caller) => throw new NotSupportedException();

    public Task<CommandResult<TelegramUnlinked>> Unlink(UnlinkTelegram command) => throw new NotSupportedException();

    public Task<CommandResult<UserView>> FindUser(long chatId) => throw new NotSupportedException();
}
