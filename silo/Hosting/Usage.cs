namespace Crm.Actors.Silo.Hosting;

internal static class Usage
{
    /// <summary>Says what the program can be asked to do.</summary>
    /// <returns>The exit code for a wrong command line.</returns>
    public static int Print()
    {
        Console.Error.WriteLine("""
            usage: silo                              runs a silo
                   silo migrate                      makes the database's roles and tables, or brings them up to date
                   silo health [URL]                 asks the silo of this environment, or whoever is at the URL, whether it is ready; 1 when not
                   silo verify                       replays the log and compares every table and every total with it; 1 when they differ
                   silo dead-letters list [MAX]      shows the oldest events that could not be processed (100 unless given), and why
                   silo dead-letters replay ID...    gives them to their consumers again; --all instead of ids for all of them
                   silo dead-letters drop ID...      deletes them for good; --all instead of ids for all of them
            """);
        return 2;
    }
}
