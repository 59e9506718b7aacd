namespace Crm.Actors.IntegrationTests.OrleansTables;

/// <summary>A grain with stored state and a reminder, to try the providers on.</summary>
[Alias("test.INoteGrain")]
public interface INoteGrain : IGrainWithStringKey
{
    [Alias("Read")]
    Task<string?> ReadAsync();

    [Alias("Write")]
    Task WriteAsync(string text);

    [Alias("Clear")]
    Task ClearAsync();

    [Alias("SetReminder")]
    Task SetReminderAsync(string name, TimeSpan due, TimeSpan period);

    [Alias("DropReminder")]
    Task DropReminderAsync(string name);

    [Alias("Reminders")]
    Task<string[]> RemindersAsync();

    [Alias("Where")]
    Task<string> WhereAsync();
}

[GenerateSerializer, Alias("test.Note")]
public sealed class Note
{
    [Id(0)] public string? Text { get; set; }
}

public sealed class NoteGrain(
    [PersistentState("note", "Default")] IPersistentState<Note> note, ILocalSiloDetails silo) : Grain, INoteGrain, IRemindable
{
    public async Task<string?> ReadAsync()
    {
        await note.ReadStateAsync();
        return note.State.Text;
    }

    public Task WriteAsync(string text)
    {
        note.State.Text = text;
        return note.WriteStateAsync();
    }

    public Task ClearAsync() => note.ClearStateAsync();

    public Task SetReminderAsync(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task DropReminderAsync(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);

    public async Task<string[]> RemindersAsync() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order()];

    public Task<string> WhereAsync() => Task.FromResult(silo.SiloAddress.ToString());

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}
